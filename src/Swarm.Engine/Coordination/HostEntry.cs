using Akka.Actor;
using Swarm.Domain;
using Swarm.Engine.Requesting;

namespace Swarm.Engine.Coordination;

/// <summary>One origin as the coordinator sees it: its requester, what it has in hand, what lies in the frontier for it.</summary>
sealed class HostEntry(Origin origin)
{
    long _overflow;
    bool _isWetted;

    public Origin Origin { get; } = origin;

    /// <summary>Null while its pace is being recalled.</summary>
    public IActorRef? Requester { get; set; }

    public bool IsRecalling { get; set; }

    public int InHand { get; set; }

    /// <summary>Pending in the frontier and leased by nobody, as far as is known.</summary>
    public long Backlog { get; private set; }

    /// <summary>More has been asked of the frontier.</summary>
    public bool IsTaking { get; private set; }

    /// <summary>In line to ask the frontier for more.</summary>
    public bool IsInLine { get; set; }

    /// <summary>To be left alone for a while: nothing is sent to its requester.</summary>
    public bool IsParked { get; set; }

    /// <summary>Of what lies in the frontier nothing may begin for now: a limit of the crawl.</summary>
    public bool IsDry { get; private set; }

    /// <summary>Gathered for the next <c>Fetch</c>.</summary>
    public List<Work> Outbox { get; } = [];

    /// <summary>Objects led elsewhere that have a mirror here.</summary>
    public List<Lend> Shares { get; } = [];

    public bool IsIdle => InHand == 0 && Backlog == 0 && !IsTaking && !IsParked && Requester is not null;

    public void Found(long backlog) => Backlog = backlog;

    /// <summary>One more goes back to the frontier.</summary>
    public void AddBacklog() => (Backlog, _overflow) = (Backlog + 1, _overflow + 1);

    /// <summary>What goes back may begin as soon as there is room.</summary>
    public void Wet() => (IsDry, _isWetted) = (false, true);

    /// <summary>The first of what was taken may not begin, and nothing came since.</summary>
    public void Dry() => IsDry = !_isWetted;

    public void Take() => (IsTaking, _overflow, _isWetted) = (true, 0, false);

    /// <summary>Fewer than asked for: nothing is left but what came since.</summary>
    public void Taken(int count, int asked)
    {
        IsTaking = false;
        Backlog = count < asked ? _overflow : Math.Max(0, Backlog - count);
    }
}
