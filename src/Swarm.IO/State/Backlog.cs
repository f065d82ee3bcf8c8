using Swarm.Domain.Frontier;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>What was laid aside, with its counts: taken again by origin and rank, or by time.</summary>
sealed class Backlog(OpenTable open, LeaseBook leases)
{
    const int MostCursors = 10_000;

    /// <summary>How far each origin's pending ones have been leased, so that taking does not walk over them again.</summary>
    readonly Dictionary<int, (int Rank, long Id)> _cursors = [];

    /// <summary>Pending ones that nobody leases.</summary>
    public long Pending { get; private set; } = open.CountPending();

    /// <summary>Waiting ones.</summary>
    public long Waiting { get; private set; } = open.CountWaiting();

    public DateTimeOffset? NextDue() => Waiting == 0 ? null : open.NextDue();

    /// <summary>Leases pending ones of an origin.</summary>
    public List<OpenItem> Take(int origin, int max)
    {
        var (taken, page) = (new List<OpenItem>(), new List<OpenItem>());
        var (rank, id) = _cursors.GetValueOrDefault(origin, (int.MinValue, 0));
        while (taken.Count < max)
        {
            page.Clear();
            open.ReadPending(origin, rank, id, max, page);
            foreach (var item in page)
            {
                if (taken.Count == max) break;
                (rank, id) = (item.Rank, item.Id);
                if (leases.Has(item.Id)) continue;
                leases.Add(item.Id, new Held(origin, item.Rank, IsOpen: true));
                taken.Add(item);
            }

            if (page.Count < max) break;
        }

        if (_cursors.Count >= MostCursors) _cursors.Clear();
        _cursors[origin] = (rank, id);
        Pending -= taken.Count;
        return taken;
    }

    /// <summary>Leases waiting ones whose time has come; on disk they are pending from now on.</summary>
    public void TakeDue(DateTimeOffset now, int max, List<OpenItem> into)
    {
        open.ReadDue(now, max, into);
        foreach (var item in into)
        {
            open.Put(item with { Due = null });
            leases.Add(item.Id, new Held(item.Origin, item.Rank, IsOpen: true));
        }

        Waiting -= into.Count;
    }

    public void LayAside(in Settlement settlement, in Held held)
    {
        var before = held.IsOpen ? open.Find(settlement.Id) : null;
        Put(new OpenItem(settlement.Id, held.Origin, held.Rank, settlement.Due, settlement.Attempts,
            settlement.FirstTried ?? before?.FirstTried, settlement.Last ?? before?.Last, before?.Known ?? default));
    }

    /// <summary>Stores an open bundle that nobody leases.</summary>
    public void Put(in OpenItem item)
    {
        open.Put(item);
        if (item.Due is null)
        {
            Pending++;
            _cursors.Remove(item.Origin);
        }
        else
        {
            Waiting++;
        }
    }

    /// <summary>Notes a fresh bundle that stays leased.</summary>
    public void Note(long id)
    {
        var held = leases.Of(id);
        open.Put(new OpenItem(id, held.Origin, held.Rank, null, 0, null, null, default));
        leases.MarkOpen(id);
    }

    /// <summary>Pending ones that nobody leases, by origin.</summary>
    public IEnumerable<(int Origin, long Count)> ByOrigin()
    {
        var leased = leases.CountByOrigin(held => held.IsOpen);
        foreach (var (origin, count) in open.Backlog())
            if (count - leased.GetValueOrDefault(origin) is > 0 and var free) yield return (origin, free);
    }
}
