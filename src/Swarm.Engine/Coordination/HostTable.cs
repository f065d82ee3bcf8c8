using Akka.Actor;
using Swarm.Domain;

namespace Swarm.Engine.Coordination;

/// <summary>One origin as the coordinator sees it: its requester, what it has in hand, what lies in the frontier for it.</summary>
sealed class HostEntry(Origin origin)
{
    public Origin Origin { get; } = origin;

    /// <summary>Null while its pace is being recalled.</summary>
    public IActorRef? Requester { get; set; }

    public bool IsRecalling { get; set; }

    public int InHand { get; set; }

    /// <summary>Pending in the frontier and leased by nobody.</summary>
    public long Backlog { get; set; }

    /// <summary>More has been asked of the frontier.</summary>
    public bool IsTaking { get; set; }

    /// <summary>Gathered for the next <c>Fetch</c>.</summary>
    public List<Work> Outbox { get; } = [];

    public bool IsIdle => InHand == 0 && Backlog == 0 && !IsTaking && Outbox.Count == 0 && Requester is not null;
}

/// <summary>
/// Who has what in hand, by id: what the coordinator may dispatch, and when nothing is left. Holds the window, never the job.
/// </summary>
sealed class HostTable(int windowPerOrigin)
{
    readonly Dictionary<Origin, HostEntry> _hosts = [];
    readonly HashSet<long> _inHand = [];
    readonly List<HostEntry> _toSend = [];

    public int InHand => _inHand.Count;

    public IEnumerable<HostEntry> All => _hosts.Values;

    public int Count => _hosts.Count;

    public HostEntry this[Origin origin]
    {
        get
        {
            if (!_hosts.TryGetValue(origin, out var host)) _hosts.Add(origin, host = new HostEntry(origin));
            return host;
        }
    }

    /// <summary>Takes a bundle in hand for its origin; false where that origin's window is full.</summary>
    public bool TryTake(Work work, bool always)
    {
        var host = this[work.Origin];
        if (!always && host.InHand >= windowPerOrigin) return false;
        host.InHand++;
        _inHand.Add(work.Id);
        host.Outbox.Add(work);
        if (host.Outbox.Count == 1) _toSend.Add(host);
        return true;
    }

    /// <summary>Gives out, once, the origins that bundles were gathered for.</summary>
    public void SendOut(Action<HostEntry> send)
    {
        foreach (var host in _toSend) send(host);
        _toSend.Clear();
    }

    /// <summary>Lets go of what was gathered and not sent.</summary>
    public IReadOnlyList<Work> Unsent()
    {
        var works = _hosts.Values.SelectMany(h => h.Outbox).ToList();
        foreach (var work in works) Release(work);
        foreach (var host in _hosts.Values) host.Outbox.Clear();
        _toSend.Clear();
        return works;
    }

    /// <summary>Lets go of a bundle; false where it was not in hand (a late answer).</summary>
    public bool Release(Work work)
    {
        if (!_inHand.Remove(work.Id)) return false;
        this[work.Origin].InHand--;
        return true;
    }

    public int Room(HostEntry host) => windowPerOrigin - host.InHand;

    /// <summary>Half of an origin's window is free, and there is more for it in the frontier.</summary>
    public bool WantsMore(HostEntry host) => host.Backlog > 0 && !host.IsTaking && host.InHand <= windowPerOrigin / 2;

    public void Remove(Origin origin) => _hosts.Remove(origin);
}
