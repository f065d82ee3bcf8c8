using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Lists;
using Swarm.Engine.Keeping;
using Swarm.Engine.Reporting;
using Swarm.Engine.Requesting;
using Swarm.Engine.Writing;

namespace Swarm.Engine.Coordination;

/// <summary>
/// One job from its list to its end: pulls the list as there is room, keeps a bounded window of it in the hands of the origins'
/// requesters, stores how each bundle ends, and knows when nothing is left.
/// </summary>
/// <remarks>states: opening → running → stopping → ended</remarks>
public sealed partial class CoordinatorActor : ReceiveActor, IWithTimers, IWithStash
{
    readonly JobParts _parts;
    readonly HostTable _hosts;
    readonly Intake _intake;
    readonly DueClock _due = new();
    readonly CancellationTokenSource _reading = new();
    IActorRef _asker = ActorRefs.Nobody;
    long _pending;      // in the frontier, in nobody's hands
    long _retries;
    int _settling;
    bool _stopped;
    bool _isSearching;
    bool _isFlushing;
    Failure? _failure;

    public CoordinatorActor(JobParts parts)
    {
        _parts = parts;
        _hosts = new HostTable(parts.Options.WindowPerOrigin);
        _intake = new Intake(parts);
        Receive<Begin>(OnBegin);
        Receive<Opened>(OnOpened);
        Receive<KeeperFailed>(m => EndAtOnce(m.Failure));
        Receive<StopJob>(_ => Stash.Stash()); // what there is to count is known once the job is open
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public IStash Stash { get; set; } = null!;

    protected override void PostStop()
    {
        _reading.Cancel();
        _reading.Dispose();
    }

    void Running()
    {
        Receive<SourceBatch>(OnSourceBatch);
        Receive<Stored>(OnStored);
        Receive<RoomMade>(OnRoomMade);
        Receive<Looked>(OnLooked);
        Receive<DueNow>(_ => AskForDue());
        Receive<StopJob>(m => Stop(m.AtOnce, m.Failure));
        Receive<Status.Failure>(m => Stop(true, new Failure(Reason.Disk, Stage.List, "reading the list: " + m.Cause.Message)));
        ReceiveCommon();
    }

    void Stopping()
    {
        Receive<SourceBatch>(_ => _intake.Drop());
        Receive<Stored>(OnStored);
        Receive<RoomMade>(OnRoomMade);
        Receive<Looked>(OnLooked);
        Receive<DueNow>(_ => { });
        Receive<StopJob>(_ => AbandonAll());
        Receive<GraceOver>(_ => AbandonAll());
        Receive<Status.Failure>(_ => _intake.Drop());
        ReceiveCommon();
        EndIfDone();
    }

    void ReceiveCommon()
    {
        Receive<PaceRecalled>(OnPaceRecalled);
        Receive<Taken>(OnTaken);
        Receive<DueTaken>(OnDueTaken);
        Receive<BacklogFound>(OnBacklogFound);
        Receive<Finished>(m => OnFinished(m.Work, m.Outcome));
        Receive<RetryLater>(OnRetryLater);
        Receive<Redirected>(OnRedirected);
        Receive<GivenBack>(OnGivenBack);
        Receive<PaceLearned>(OnPaceLearned);
        Receive<Settled>(OnSettled);
        Receive<KeeperFailed>(m => EndAtOnce(m.Failure));
        Receive<Flushed>(m => End(m.Counts));
    }

    void OnBegin(Begin _)
    {
        _asker = Sender;
        _parts.Keeper.Tell(new Open(_parts.Options.Window));
    }

    void OnOpened(Opened opened)
    {
        Publish(new JobBegan(opened.Counts));
        _pending = opened.Counts.Pending;
        _due.Opened(opened.Counts.Waiting, opened.NextDue);
        Become(Running);
        Stash.UnstashAll();
        if (opened.Moves.Count > 0) LendWithRoom(opened.Moves, []);
        OnBacklogFound(new BacklogFound(opened.Backlog));
        SetDueTimer();
        ReadOn();
    }

    void Publish(JobFact fact) => _parts.Reporter.Tell(fact);

    void Stop(bool atOnce, Failure? failure)
    {
        _failure ??= failure;
        _stopped = true;
        _reading.Cancel();
        Publish(new JobStopping(failure));
        foreach (var host in _hosts.All) host.Requester?.Tell(new Drain());
        foreach (var work in _hosts.Unsent()) Unlease(work.Lease);
        if (atOnce) AbandonAll();
        else Timers.StartSingleTimer(nameof(GraceOver), new GraceOver(), _parts.Options.Grace);
        Become(Stopping);
    }

    void AbandonAll()
    {
        foreach (var host in _hosts.All) host.Requester?.Tell(new AbandonAll());
    }

    void EndIfDone()
    {
        if (_isFlushing || _hosts.InHand > 0 || _settling > 0 || _intake.OnTheWay > 0) return;
        if (!_stopped && (!_intake.Ended || _intake.IsReading || _pending > 0 || _due.Waiting > 0)) return;
        _isFlushing = true;
        _parts.Keeper.Tell(new Flush());
    }

    /// <summary>The state itself can't be kept: whatever is in flight could not be recorded.</summary>
    void EndAtOnce(Failure? failure)
    {
        _failure ??= failure;
        _stopped = true;
        AbandonAll();
        End(default);
    }

    void End(FrontierCounts counts)
    {
        _asker.Tell(new JobEnded(counts, _stopped, _failure, _intake.Faults, _intake.Duplicates));
        Become(Ended);
    }

    void Ended() => ReceiveAny(_ => { });

    sealed record DueNow;

    sealed record GraceOver;
}
