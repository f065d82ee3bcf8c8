using Akka.Actor;
using Swarm.Domain;

namespace Swarm.Engine.Coordination;

/// <summary>
/// Who has what in hand, by id: what the coordinator may dispatch, and when nothing is left. Holds the window, never the job.
/// </summary>
sealed class HostTable(int windowPerOrigin)
{
    readonly Dictionary<Origin, HostEntry> _hosts = [];
    readonly Dictionary<long, Work> _inHand = [];
    readonly List<HostEntry> _toSend = [];
    readonly Queue<HostEntry> _line = [];

    public int InHand => _inHand.Count;

    /// <summary>Origins that are to be left alone for a while.</summary>
    public int Parked { get; private set; }

    public IEnumerable<HostEntry> All => _hosts.Values;

    public HostEntry this[Origin origin]
    {
        get
        {
            if (!_hosts.TryGetValue(origin, out var host)) _hosts.Add(origin, host = new HostEntry(origin));
            return host;
        }
    }

    /// <summary>Takes a bundle in hand for its origin; false where that origin's window is full or it is parked.</summary>
    public bool TryTake(Work work, bool always)
    {
        var host = this[work.Origin];
        if (!always && (host.InHand >= windowPerOrigin || host.IsParked)) return false;
        host.InHand++;
        _inHand.Add(work.Id, work);
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
    public IReadOnlyList<Work> ReleaseUnsent()
    {
        var works = _hosts.Values.SelectMany(h => h.Outbox).ToList();
        foreach (var work in works) Release(work);
        foreach (var host in _hosts.Values) host.Outbox.Clear();
        _toSend.Clear();
        return works;
    }

    /// <summary>Lets go of all that an origin has in hand.</summary>
    public IReadOnlyList<Work> ReleaseAll(HostEntry host)
    {
        var works = _inHand.Values.Where(w => w.Origin == host.Origin).ToList();
        foreach (var work in works) Release(work);
        host.Outbox.Clear();
        _toSend.Remove(host);
        return works;
    }

    /// <summary>Lets go of a bundle; false where it was not in hand (a late answer).</summary>
    public bool Release(Work work)
    {
        if (!_inHand.Remove(work.Id)) return false;
        var host = this[work.Origin];
        host.InHand--;
        LineUp(host);
        return true;
    }

    /// <summary>Puts an origin in line to ask the frontier for more, where it can do with more and there is more.</summary>
    public bool LineUp(HostEntry host)
    {
        if (host.IsInLine || !WantsMore(host)) return false;
        host.IsInLine = true;
        _line.Enqueue(host);
        return true;
    }

    /// <summary>The next in line, and how many it has room for; null where nobody is.</summary>
    public (HostEntry Host, int Room)? NextInLine()
    {
        while (_line.TryDequeue(out var host))
        {
            host.IsInLine = false;
            if (WantsMore(host)) return (host, windowPerOrigin - host.InHand);
        }

        return null;
    }

    public void Park(HostEntry host, bool isParked)
    {
        if (host.IsParked == isParked) return;
        host.IsParked = isParked;
        Parked += isParked ? 1 : -1;
        LineUp(host);
    }

    /// <summary>A limit bounds them no longer.</summary>
    public void Wet()
    {
        foreach (var host in _hosts.Values)
        {
            if (!host.IsDry) continue;
            host.Wet();
            LineUp(host);
        }
    }

    public HostEntry? Find(IActorRef requester) => _hosts.Values.FirstOrDefault(h => requester.Equals(h.Requester));

    public void Remove(HostEntry host) => _hosts.Remove(host.Origin);

    bool WantsMore(HostEntry host) => host is { Backlog: > 0, IsTaking: false, IsParked: false, IsDry: false } && host.InHand <= windowPerOrigin / 2;
}
