using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Domain.Transfers;
using Swarm.Engine.Transferring;

namespace Swarm.Engine.Requesting;

/// <summary>
/// One origin's queue, pace and slots: starts requests as the strategy, the breaker, the server's wishes and the job's slots allow, and
/// judges how each ended. What has to wait for another try goes back; it never holds a slot.
/// </summary>
/// <remarks>states: serving → draining</remarks>
public sealed partial class HostRequesterActor : ReceiveActor, IWithTimers
{
    /// <summary>Where the origin is to be left alone for longer, its queue goes back.</summary>
    static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(10);

    /// <summary>Timers have an end, and clocks are set: looked at again at least this often.</summary>
    static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    readonly Origin _origin;
    readonly HostParts _parts;
    readonly IOriginPace _pace;
    readonly PriorityQueue<Work, (int, long)> _queue = new();
    readonly Dictionary<long, Slot> _inFlight = [];
    readonly Dictionary<IActorRef, Lend> _helping = [];
    readonly List<IActorRef> _idle = [];
    readonly SharedObjects _shared = new();
    readonly OriginGate _gate = new();
    OriginSpacer? _spacer;
    OriginBreaker? _breaker;
    PaceMemory _told;
    IActorRef _coordinator = ActorRefs.Nobody;

    public HostRequesterActor(Origin origin, HostParts parts, PaceMemory? remembered)
    {
        (_origin, _parts) = (origin, parts);
        _pace = parts.Strategy.PaceFor(origin, remembered);
        _told = _pace.Remember();
        if (parts.Robots is { } robots) (_robots, _robotsFetch) = (new RobotsGate(robots, parts.Time), new RobotsFetch(robots, origin, parts.Time, parts.Meter));
        Receive<Fetch>(OnFetch);
        Receive<AttemptEnded>(OnEnded);
        Receive<Shareable>(OnShareable);
        Receive<Lend>(OnLend);
        Receive<Assisted>(OnAssisted);
        Receive<Wake>(_ => StartWhatMay());
        Receive<SlotGranted>(_ => OnSlotGranted());
        Receive<RobotsRecalled>(OnRobotsRecalled);
        Receive<RobotsAnswer>(OnRobotsAnswer);
        Receive<Status.Failure>(m => throw new InvalidOperationException("keeping robots.txt: " + m.Cause.Message, m.Cause));
        Receive<Terminated>(OnTransferDied);
        Receive<Retire>(OnRetire);
        Receive<Drain>(_ => Become(Draining));
        Receive<AbandonAll>(_ => AbandonInFlight());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override void PostStop()
    {
        for (var i = InUse; i > 0; i--) _parts.Slots.Release();
        _parts.Slots.Leave(Self);
        _leaving.Cancel();
        _leaving.Dispose();
    }

    void Draining()
    {
        GiveBackQueue();
        _parts.Slots.Leave(Self);
        Receive<Fetch>(m => Sender.Tell(new GivenBack(m.Works)));
        Receive<AttemptEnded>(OnEnded);
        Receive<Assisted>(OnAssisted);
        Receive<Terminated>(OnTransferDied);
        Receive<AbandonAll>(_ => AbandonInFlight());
        Receive<Shareable>(_ => { });
        Receive<Lend>(_ => { });
        Receive<Wake>(_ => { });
        Receive<RobotsRecalled>(_ => { });
        Receive<RobotsAnswer>(OnRobotsAnswer);
        Receive<Retire>(_ => { });
        Receive<SlotGranted>(_ => _parts.Slots.Decline(Self));
    }

    void OnFetch(Fetch order)
    {
        _coordinator = Sender;
        foreach (var work in order.Works) _queue.Enqueue(work, (-work.Bundle.Priority, work.Id));
        if (_robots is { IsNew: true }) RecallRobots();
        StartWhatMay();
    }

    void StartWhatMay()
    {
        if (_robots is { IsAsking: true }) return;
        while (_queue.Count > 0 && Paced < Allowed())
        {
            if (_breaker is { IsHopeless: true }) FailQueue();
            else if (_robots?.Refusal(_queue.Peek().Request.Url) is { } why) Refuse(_queue.Dequeue(), why);
            else if (MustWait() || !_parts.Slots.TryTake(Self)) return;
            else if (_robots is { IsWanted: true })
            {
                FetchRobots();
                return;
            }
            else Start(_queue.Dequeue());
        }

        StartHelpers();
    }

    bool MustWait()
    {
        var now = _parts.Time.GetUtcNow();
        var broken = _breaker?.ParkedUntil ?? DateTimeOffset.MinValue;
        if (_gate.Wait(now, broken) is not { } wait) return false;
        var parked = OriginGate.Later(_gate.ParkedUntil, broken);
        if (parked - now > LongestHold) _coordinator.Tell(new Parked(_origin, parked, TakeQueue()));
        else WakeIn(wait);
        return true;
    }

    void WakeIn(TimeSpan wait) => Timers.StartSingleTimer(nameof(Wake), Wake.Up, wait < LongestSleep ? wait : LongestSleep);

    void OnSlotGranted()
    {
        StartWhatMay();
        _parts.Slots.Decline(Self);
    }

    void OnRetire(Retire _)
    {
        if (_queue.Count > 0 || InUse > 0 || _breaker is { IsProbing: true } || _spacer is { IsQuiet: false }) return;
        if (_gate.Wait(_parts.Time.GetUtcNow(), DateTimeOffset.MinValue) is null) Sender.Tell(new Retirable(_origin));
    }

    int InUse => _inFlight.Count + _helping.Count + (_robots is { IsFetching: true } ? 1 : 0);

    /// <summary>Connections that the origin's pace bounds: not those that were asked for by number.</summary>
    int Paced => _helping.Count == 0 ? _inFlight.Count : _inFlight.Count + _helping.Values.Count(shared => !shared.Transfer.IsAskedFor);

    int Allowed() => _breaker is { IsProbing: true } || _robots?.CrawlDelay > TimeSpan.Zero ? 1 : _pace.Concurrency;

    void Start(Work work)
    {
        var now = _parts.Time.GetUtcNow();
        _gate.Claim(now, Spacing);
        var started = work.FirstTried is null ? work with { FirstTried = now } : work;
        var transfer = IdleTransfer();
        _inFlight.Add(work.Id, new Slot(started, transfer));
        transfer.Tell(new Attempt(started, started.TotalAttempts + 1) { Spacer = Spacer() });
    }

    IActorRef IdleTransfer()
    {
        if (_idle.Count == 0) return Context.Watch(Context.ActorOf(_parts.Transfer));
        var transfer = _idle[^1];
        _idle.RemoveAt(_idle.Count - 1);
        return transfer;
    }

    /// <summary>None is needed where requests need no distance, and never needed one.</summary>
    OriginSpacer? Spacer()
    {
        if (Spacing > TimeSpan.Zero) _spacer ??= new OriginSpacer(_parts.Time);
        _spacer?.Spacing = Spacing;
        return _spacer;
    }

    void OnEnded(AttemptEnded ended)
    {
        if (!_inFlight.Remove(ended.Work.Id, out var slot)) return;
        _shared.Remove(ended.Work.Id);
        _idle.Add(slot.Transfer);
        _parts.Slots.Release();
        Judge(ended);
        StartWhatMay();
    }

    void Judge(AttemptEnded ended)
    {
        var work = ended.Work;
        if (ended.Failure?.Reason == Reason.Cancelled) _coordinator.Tell(new GivenBack([work]));
        else if (ended.Redirect is { } next) _coordinator.Tell(new Redirected(work, work with { Request = next, Hops = work.Hops + 1 }));
        else Settle(ended, AttemptJudge.Spent(ended));
    }

    void Settle(AttemptEnded ended, Work spent)
    {
        var facts = AttemptJudge.Facts(ended, spent, _parts.Time.GetUtcNow());
        Learn(ended, facts);
        if (ended.Outcome is { } outcome)
        {
            _coordinator.Tell(new Finished(spent, outcome) { Said = ended.Said });
            return;
        }

        var verdict = _parts.Strategy.Judge(facts, _parts.Chance);
        var failure = AttemptJudge.FailureOf(ended);
        if (verdict.Kind == VerdictKind.Retry && failure is { IsEnvironment: false, IsFinal: false }) _coordinator.Tell(new RetryLater(spent, verdict.After, failure));
        else _coordinator.Tell(new Finished(spent, AttemptJudge.Failed(ended, spent, failure)));
    }

    void Learn(AttemptEnded ended, in AttemptFacts facts)
    {
        _pace.Observe(facts);
        if (ended.ServerWait is { } asked) ParkFor(asked);
        if (_breaker is null && ended.Failure is { } && ended.Status == 0) _breaker = new OriginBreaker(_parts.Options.Breaker, _parts.Time);
        _breaker?.Record(ended);
        var pace = _pace.Remember();
        if ((int)pace.Concurrency == (int)_told.Concurrency && pace.Spacing == _told.Spacing) return;
        _told = pace;
        _coordinator.Tell(new PaceLearned(_origin, pace));
    }

    void ParkFor(TimeSpan asked) => _gate.Park(_parts.Time.GetUtcNow() + (asked < _parts.Options.ServerWaitCap ? asked : _parts.Options.ServerWaitCap));

    void OnTransferDied(Terminated death)
    {
        if (_idle.Remove(death.ActorRef)) return;
        if (_helping.Remove(death.ActorRef))
        {
            _parts.Slots.Release();
            StartWhatMay();
            return;
        }

        foreach (var (id, slot) in _inFlight)
        {
            if (!slot.Transfer.Equals(death.ActorRef)) continue;
            _inFlight.Remove(id);
            _parts.Slots.Release();
            Judge(AttemptJudge.Died(slot.Work));
            StartWhatMay();
            return;
        }
    }

    void FailQueue()
    {
        var failure = new Failure(Reason.Connect, Stage.Connect, $"{_origin} has not answered for {_parts.Options.Breaker.GiveUpAfter}: given up without asking again");
        foreach (var work in TakeQueue())
        {
            var outcome = new Outcome(OutcomeKind.Failed) { Attempts = work.TotalAttempts, Failure = failure };
            _coordinator.Tell(new Finished(work with { Attempts = work.Attempts + 1 }, outcome));
        }
    }

    void GiveBackQueue()
    {
        if (_queue.Count > 0) _coordinator.Tell(new GivenBack(TakeQueue()));
    }

    Work[] TakeQueue()
    {
        Work[] works = [.. _queue.UnorderedItems.Select(i => i.Element)];
        _queue.Clear();
        return works;
    }

    void AbandonInFlight()
    {
        _leaving.Cancel();
        foreach (var slot in _inFlight.Values) slot.Transfer.Tell(Abandoned);
    }

    static readonly Abandon Abandoned = new();

    readonly record struct Slot(Work Work, IActorRef Transfer);

    sealed record Wake
    {
        public static readonly Wake Up = new();
    }
}
