using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Engine.Transferring;

namespace Swarm.Engine.Requesting;

/// <summary>
/// One origin's queue, pace and slots: starts requests as the strategy, the breaker, the server's wishes and the job's slots allow, and
/// judges how each ended. What has to wait for another try goes back; it never holds a slot.
/// </summary>
/// <remarks>states: serving → draining</remarks>
public sealed class HostRequesterActor : ReceiveActor, IWithTimers
{
    readonly Origin _origin;
    readonly HostParts _parts;
    readonly IOriginPace _pace;
    readonly PriorityQueue<Work, (int, long)> _queue = new();
    readonly Dictionary<long, Slot> _inFlight = [];
    readonly Stack<IActorRef> _idle = [];
    readonly OriginGate _gate = new();
    OriginBreaker? _breaker;
    PaceMemory _told;
    int _granted;
    IActorRef _coordinator = ActorRefs.Nobody;

    public HostRequesterActor(Origin origin, HostParts parts, PaceMemory? remembered)
    {
        (_origin, _parts) = (origin, parts);
        _pace = parts.Strategy.PaceFor(origin, remembered);
        _told = _pace.Remember();
        Receive<Fetch>(OnFetch);
        Receive<AttemptEnded>(OnEnded);
        Receive<Wake>(_ => StartWhatMay());
        Receive<SlotGranted>(_ => OnSlotGranted());
        Receive<Terminated>(OnTransferDied);
        Receive<Drain>(_ => Become(Draining));
        Receive<AbandonAll>(_ => AbandonInFlight());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    void Draining()
    {
        GiveBackQueue();
        Receive<Fetch>(m => Sender.Tell(new GivenBack(m.Works)));
        Receive<AttemptEnded>(OnEnded);
        Receive<Terminated>(OnTransferDied);
        Receive<AbandonAll>(_ => AbandonInFlight());
        Receive<Wake>(_ => { });
        Receive<SlotGranted>(_ => _parts.Slots.Release());
    }

    void OnFetch(Fetch order)
    {
        _coordinator = Sender;
        foreach (var work in order.Works) _queue.Enqueue(work, (-work.Bundle.Priority, work.Id));
        StartWhatMay();
    }

    void StartWhatMay()
    {
        while (_queue.Count > 0 && _inFlight.Count < Allowed())
        {
            if (_breaker is { IsHopeless: true })
            {
                FailQueue();
                return;
            }

            if (_gate.Wait(_parts.Time.GetUtcNow(), _breaker?.ParkedUntil) is { } wait)
            {
                Timers.StartSingleTimer(nameof(Wake), Wake.Up, wait);
                return;
            }

            if (!TakeSlot()) return;
            _gate.Claim(_parts.Time.GetUtcNow(), _pace.Spacing);
            Start(_queue.Dequeue());
        }
    }

    void OnSlotGranted()
    {
        _granted++;
        StartWhatMay();
        for (; _granted > 0; _granted--) _parts.Slots.Release();
    }

    bool TakeSlot()
    {
        if (_granted == 0) return _parts.Slots.TryTake(Self);
        _granted--;
        return true;
    }

    int Allowed() => _breaker is { IsProbing: true } ? 1 : _pace.Concurrency;

    void Start(Work work)
    {
        if (!_idle.TryPop(out var transfer)) transfer = Context.Watch(Context.ActorOf(_parts.Transfer));
        var started = work.FirstTried is null ? work with { FirstTried = _parts.Time.GetUtcNow() } : work;
        _inFlight.Add(work.Id, new Slot(started, transfer));
        transfer.Tell(new Attempt(started, started.TotalAttempts + 1));
    }

    void OnEnded(AttemptEnded ended)
    {
        if (!_inFlight.Remove(ended.Work.Id, out var slot)) return;
        _idle.Push(slot.Transfer);
        _parts.Slots.Release();
        Judge(ended);
        StartWhatMay();
    }

    void Judge(AttemptEnded ended)
    {
        var work = ended.Work;
        if (ended.Failure?.Reason == Reason.Cancelled) _coordinator.Tell(new GivenBack([work]));
        else if (ended.Redirect is { } next) _coordinator.Tell(new Redirected(work, work with { Request = next, Hops = work.Hops + 1 }));
        else Settle(ended, work with { Attempts = work.Attempts + 1, TotalAttempts = work.TotalAttempts + 1 });
    }

    void Settle(AttemptEnded ended, Work spent)
    {
        var facts = AttemptJudge.Facts(ended, spent, _parts.Time.GetUtcNow());
        Learn(ended, facts);
        if (ended.Outcome is { } outcome)
        {
            _coordinator.Tell(new Finished(spent, outcome));
            return;
        }

        var verdict = _parts.Strategy.Judge(facts, _parts.Chance);
        var failure = AttemptJudge.FailureOf(ended);
        if (verdict.Kind == VerdictKind.Retry && !failure.IsEnvironment) _coordinator.Tell(new RetryLater(spent, verdict.After, failure));
        else _coordinator.Tell(new Finished(spent, AttemptJudge.Failed(ended, spent, failure)));
    }

    void Learn(AttemptEnded ended, in AttemptFacts facts)
    {
        _pace.Observe(facts);
        if (ended.ServerWait is { } asked) _gate.Park(_parts.Time.GetUtcNow() + (asked < _parts.Options.ServerWaitCap ? asked : _parts.Options.ServerWaitCap));
        if (_breaker is null && ended.Failure is { } && ended.Status == 0) _breaker = new OriginBreaker(_parts.Options.Breaker, _parts.Time);
        _breaker?.Record(ended);
        var pace = _pace.Remember();
        if ((int)pace.Concurrency == (int)_told.Concurrency && pace.Spacing == _told.Spacing) return;
        _told = pace;
        _coordinator.Tell(new PaceLearned(_origin, pace));
    }

    void OnTransferDied(Terminated death)
    {
        foreach (var (id, slot) in _inFlight)
        {
            if (!slot.Transfer.Equals(death.ActorRef)) continue;
            _inFlight.Remove(id);
            _parts.Slots.Release();
            Settle(AttemptJudge.Died(slot.Work), slot.Work with { TotalAttempts = slot.Work.TotalAttempts + 1 });
            StartWhatMay();
            return;
        }
    }

    void FailQueue()
    {
        var failure = new Failure(Reason.Connect, Stage.Connect, $"{_origin} has not answered for {_parts.Options.Breaker.GiveUpAfter}: given up without asking again");
        while (_queue.TryDequeue(out var work, out _))
            _coordinator.Tell(new Finished(work, new Outcome(OutcomeKind.Failed) { Attempts = work.TotalAttempts, Failure = failure }));
    }

    void GiveBackQueue()
    {
        if (_queue.Count == 0) return;
        _coordinator.Tell(new GivenBack([.. _queue.UnorderedItems.Select(i => i.Element)]));
        _queue.Clear();
    }

    void AbandonInFlight()
    {
        foreach (var slot in _inFlight.Values) slot.Transfer.Tell(Abandoned);
    }

    static readonly Abandon Abandoned = new();

    readonly record struct Slot(Work Work, IActorRef Transfer);

    sealed record Wake
    {
        public static readonly Wake Up = new();
    }
}
