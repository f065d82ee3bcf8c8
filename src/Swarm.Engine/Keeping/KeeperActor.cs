using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Requests;

namespace Swarm.Engine.Keeping;

/// <summary>
/// Owns the frontier: the only one that reads and writes the job's state, on a thread of its own. Outcomes gather for a moment and are
/// stored in one transaction; nobody hears of them before.
/// </summary>
public sealed class KeeperActor : ReceiveActor, IWithTimers
{
    const int BatchLimit = 512;

    readonly IFrontier _frontier;
    readonly TimeSpan _commitInterval;
    readonly List<Settle> _gathered = [];
    readonly List<(IActorRef Asker, NameGrant Grant)> _granted = [];
    readonly Dictionary<Origin, PaceMemory> _paces = [];
    IActorRef _settler = ActorRefs.Nobody;

    public KeeperActor(IFrontier frontier, TimeSpan commitInterval)
    {
        (_frontier, _commitInterval) = (frontier, commitInterval);
        Receive<Open>(OnOpen);
        Receive<Survey>(m => Answer(() => new Surveyed(_frontier.Count(), _frontier.Backlog(m.MaxOrigins), _frontier.NextDue())));
        Receive<Store>(m => Guard(Sender, () => new Stored(_frontier.Add(m.Proposals, m.Mark), m.Proposals.Count)));
        Receive<StoreLinks>(m => Guard(Sender, () => new LinksStored(_frontier.Add(m.Links, null), m.Links.Count)));
        Receive<TakeFor>(m => Answer(() => new Taken(m.Origin, _frontier.Take(m.Origin, m.Max), m.Max)));
        Receive<TakeDue>(m => Answer(() => new DueTaken(_frontier.TakeDue(m.Now, m.Max), m.Max, _frontier.NextDue())));
        Receive<RecallPace>(m => Guard(Sender, () => new PaceRecalled(m.Origin, _frontier.RecallPace(m.Origin))));
        Receive<NameIt>(OnNameIt);
        Receive<StoreNames>(_ => OnStoreNames());
        Receive<MovesMade>(m => Guard(Sender, () => Kept(m)));
        Receive<Settle>(OnSettle);
        Receive<Commit>(_ => CommitGathered());
        Receive<RememberPace>(OnRememberPace);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    void OnOpen(Open message)
    {
        _settler = Sender;
        Answer(() => Opened(message.Fingerprint));
    }

    /// <summary>Names that are asked for at the same time are stored together: what is in the mailbox already comes first.</summary>
    void OnNameIt(NameIt message)
    {
        var asker = Sender;
        Guard(asker, () =>
        {
            _granted.Add((asker, _frontier.Claim(message.Id, message.NaturalPath)));
            return null;
        });
        if (_granted.Count == 1) Self.Tell(StoreNames.Now);
    }

    void OnStoreNames()
    {
        var isStored = false;
        foreach (var (asker, grant) in _granted)
            Guard(asker, () =>
            {
                if (!isStored) TellFreed(_frontier.Settle([]));
                isStored = true;
                return grant;
            });
        _granted.Clear();
    }

    void OnSettle(Settle settle)
    {
        _settler = Sender;
        _gathered.Add(settle);
        if (_gathered.Count >= BatchLimit) CommitGathered();
        else if (_gathered.Count == 1) Timers.StartSingleTimer(nameof(Commit), Commit.Now, _commitInterval);
    }

    void OnRememberPace(RememberPace message)
    {
        _settler = Sender;
        _paces[message.Origin] = message.Pace;
        if (_gathered.Count == 0 && _paces.Count == 1) Timers.StartSingleTimer(nameof(Commit), Commit.Now, _commitInterval);
    }

    void CommitGathered()
    {
        if (_gathered.Count > 0)
        {
            var ends = _gathered.ToArray();
            _gathered.Clear();
            Guard(_settler, () => new Settled(ends, _frontier.Settle(Array.ConvertAll(ends, e => e.Settlement))));
        }

        if (_paces.Count == 0) return;
        Guard(_settler, RememberGathered);
        _paces.Clear();
    }

    object? RememberGathered()
    {
        _frontier.RememberPaces([.. _paces]);
        return null;
    }

    Opened Opened(string? fingerprint) =>
        new(_frontier.Count(), _frontier.UnfinishedMoves, fingerprint is null ? null : _frontier.RecallList(fingerprint));

    MovesKept Kept(MovesMade made)
    {
        TellFreed(_frontier.MovesDone(made.Moves));
        return new MovesKept(made.For);
    }

    void TellFreed(Handover freed)
    {
        if (freed.Moves.Count + freed.Leases.Count > 0) _settler.Tell(new Settled([], freed));
    }

    /// <summary>What was told before the question counts in the answer.</summary>
    void Answer(Func<object> question)
    {
        CommitGathered();
        Guard(Sender, question);
    }

    void Guard(IActorRef asker, Func<object?> question)
    {
        try
        {
            if (question() is { } answer) asker.Tell(answer, Self);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            var failure = e is TransferException known ? known.Failure : new Failure(Reason.Disk, Stage.Write, "keeping the job's state: " + e.Message);
            asker.Tell(new KeeperFailed(failure), Self);
        }
    }

    sealed record StoreNames
    {
        public static readonly StoreNames Now = new();
    }

    sealed record Commit
    {
        public static readonly Commit Now = new();
    }
}
