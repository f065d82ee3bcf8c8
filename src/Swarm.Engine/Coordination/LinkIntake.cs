using Akka.Actor;
using Swarm.Domain.Frontier;
using Swarm.Engine.Reading;

namespace Swarm.Engine.Coordination;

/// <summary>
/// The way from stored pages to links in the frontier: pages wait for a reader, are read, wait to be stored, are stored. In order, so that
/// what one page leaves out because another had it is never durable before that other. State only; the coordinator sends.
/// </summary>
sealed class LinkIntake(IReadOnlyList<IActorRef> readers)
{
    /// <summary>Pages that a reader has at a time: enough to keep it busy, few enough that their links are no burden.</summary>
    const int PerReader = 8;

    /// <summary>Links in one transaction, but for those of the last page of it.</summary>
    const int AtOnce = 1000;

    /// <summary>So many pages wait, and nothing more is fetched.</summary>
    const int MostUnread = 256;

    readonly Queue<ReadPage> _waiting = [];
    readonly HashSet<long> _reading = [];
    readonly Queue<Found> _found = [];
    readonly List<StoredPage> _storing = [];

    /// <summary>Pages on their way.</summary>
    public int Held => _waiting.Count + _reading.Count + _found.Count + _storing.Count + (IsStoring ? 1 : 0);

    public bool IsFull => _waiting.Count >= MostUnread;

    public bool IsStoring { get; private set; }

    public void Read(ReadPage order) => _waiting.Enqueue(order);

    /// <summary>The next page to be read and who reads it; null: none waits, or the readers have enough.</summary>
    public (IActorRef Reader, ReadPage Order)? NextToRead()
    {
        if (_reading.Count >= PerReader * readers.Count || !_waiting.TryDequeue(out var order)) return null;
        _reading.Add(order.Page.Id);
        return (readers[(int)(order.Page.Id % readers.Count)], order);
    }

    /// <summary>False: nobody waits for it.</summary>
    public bool HasRead(StoredPage page) => _reading.Remove(page.Id);

    /// <param name="page">Whose end has to wait for its links; null: nobody's.</param>
    public void Put(StoredPage? page, IReadOnlyList<Proposal> links) => _found.Enqueue(new Found(page, links));

    /// <summary>What is to be stored next; null: nothing, or not yet.</summary>
    public IReadOnlyList<Proposal>? NextToStore()
    {
        if (IsStoring || _found.Count == 0) return null;
        IsStoring = true;
        var links = new List<Proposal>();
        while (links.Count < AtOnce && _found.TryDequeue(out var next))
        {
            links.AddRange(next.Links);
            if (next.Page is { } page) _storing.Add(page);
        }

        return links;
    }

    /// <summary>Pages that are done, now that their links are durable.</summary>
    public StoredPage[] Stored()
    {
        IsStoring = false;
        StoredPage[] done = [.. _storing];
        _storing.Clear();
        return done;
    }

    readonly record struct Found(StoredPage? Page, IReadOnlyList<Proposal> Links);
}
