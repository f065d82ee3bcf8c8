using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Lists;
using Swarm.Engine.Keeping;
using Swarm.Engine.Reading;
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
    const int EndsAtOnce = 128;

    readonly JobParts _parts;
    readonly HostTable _hosts;
    readonly Intake _intake;
    readonly DueClock _due = new();
    readonly CancellationTokenSource _reading = new();
    IActorRef _asker = ActorRefs.Nobody;
    JobEnded? _ended;
    Failure? _failure;
    long _retries;
    int _settling;
    readonly List<Settle> _ends = [];
    int _asked;         // of the frontier, and not yet here
    bool _mayPend;      // the frontier may hold more than the hosts' backlogs say
    bool _isPartial;    // it holds more origins than were told
    bool _stopped;
    bool _isSurveying;

    public CoordinatorActor(JobParts parts)
    {
        _parts = parts;
        _hosts = new HostTable(parts.Options.WindowPerOrigin);
        _intake = new Intake(parts);
        _crawl = parts.Crawl;
        _links = new LinkIntake(_crawl?.Readers ?? []);
        _novelty = new NoveltyGate(_crawl?.Novelty);
        _pages = new PageLimit(_crawl?.Options.MostPages ?? 0, _crawl?.PagesBefore ?? 0);
        Receive<Begin>(OnBegin);
        Receive<Opened>(OnOpened);
        Receive<KeeperFailed>(m => EndAtOnce(m.Failure));
        Receive<StopJob>(_ => Stash.Stash()); // what there is to count is known once the job is open
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public IStash Stash { get; set; } = null!;

    /// <summary>Bundles in memory, wherever: the window is full when there are as many as the options allow.</summary>
    int Held => _hosts.InHand + _intake.OnTheWay + _links.Held + _givingUp.Count + _settling + _asked;

    int Room => _parts.Options.Window - Held;

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(OnRequesterFailed);

    protected override void PostStop()
    {
        _reading.Cancel();
        _reading.Dispose();
    }

    void Running()
    {
        Receive<SourceBatch>(OnSourceBatch);
        Receive<DueNow>(OnDueNow);
        Receive<Unparked>(OnUnparked);
        Receive<TimeIsUp>(_ => OnTimeIsUp());
        Receive<StopJob>(m => Stop(m.AtOnce, m.Failure));
        Receive<Status.Failure>(m => Stop(true, new Failure(Reason.Disk, Stage.List, "reading the list: " + m.Cause.Message)));
        ReceiveCommon();
    }

    void Stopping()
    {
        Receive<Begin>(_ => _asker = Sender);
        Receive<SourceBatch>(_ => _intake.Drop());
        Receive<StopJob>(_ => AbandonAll());
        Receive<GraceOver>(_ => AbandonAll());
        Receive<Status.Failure>(_ => _intake.Drop());
        ReceiveCommon();
        ReceiveAny(_ => { });
        GoOn();
    }

    void ReceiveCommon()
    {
        Receive<Stored>(OnStored);
        Receive<RoomMade>(OnRoomMade);
        Receive<MovesKept>(OnMovesKept);
        Receive<Looked>(OnLooked);
        Receive<PaceRecalled>(OnPaceRecalled);
        Receive<Taken>(OnTaken);
        Receive<DueTaken>(OnDueTaken);
        Receive<Surveyed>(OnSurveyed);
        Receive<Finished>(OnFinished);
        Receive<RetryLater>(OnRetryLater);
        Receive<GivenUp>(OnGivenUp);
        Receive<Redirected>(OnRedirected);
        Receive<ShareOut>(OnShareOut);
        Receive<GivenBack>(OnGivenBack);
        Receive<LinksFound>(OnLinksFound);
        Receive<LinksStored>(OnLinksStored);
        Receive<RobotsHeard>(OnRobotsHeard);
        Receive<Parked>(OnParked);
        Receive<PaceLearned>(OnPaceLearned);
        Receive<EndsDue>(_ => TellEnds());
        Receive<Settled>(OnSettled);
        Receive<Retirable>(OnRetirable);
        Receive<Terminated>(OnRequesterDied);
        Receive<KeeperFailed>(m => EndAtOnce(m.Failure));
    }

    void OnBegin(Begin _)
    {
        _asker = Sender;
        _parts.Keeper.Tell(new Open(_parts.Fingerprint));
    }

    void OnOpened(Opened opened)
    {
        Publish(new JobBegan(opened.Counts));
        if (opened.Read is { } position) _parts.Source.SkipTo(position);
        _mayPend = opened.Counts.Open > 0;
        _bytes = opened.Counts.Bytes;
        BeginTimeLimit();
        Become(Running);
        Stash.UnstashAll();
        if (opened.Moves.Count > 0) LendWithRoom(opened.Moves, []);
        GoOn();
    }

    void Publish(JobFact fact) => _parts.Reporter.Tell(fact);

    /// <summary>Whatever has just happened: fills the room there is, and finds out whether anything is left.</summary>
    void GoOn()
    {
        if (_mayPend && !_stopped) LookAround();
        TakeMore(); // before the list is read on: what it brings while there is a backlog would be laid aside as well
        ReadOn();
        if (_isPartial && HasRoomToTake) LookAround();
        TakeWhatIsDue();
        if (Held > _settling) return; // what is being stored is stored before the frontier answers
        var isAllRead = _intake.Ended && !_intake.IsReading;
        if (_stopped || (isAllRead && _due.Next is null && _hosts.Parked == 0)) LookAround();
    }

    void LookAround()
    {
        if (_isSurveying) return;
        (_isSurveying, _mayPend) = (true, false);
        AskKeeper(new Survey(_parts.Options.Window));
    }

    void OnSurveyed(Surveyed seen)
    {
        _isSurveying = false;
        var wanting = 0;
        foreach (var (origin, pending) in seen.Backlog)
            if (Found(_hosts[origin], pending)) wanting++;
        _isPartial = wanting > 0 && seen.Backlog.Count >= _parts.Options.Window;
        if (seen.NextDue is { } due) PutDue(due);
        var isNothingLeft = Held == 0 && !_mayPend && seen.Backlog.All(b => _hosts[b.Origin].IsDry) && seen.NextDue is null && _intake.Ended && !_intake.IsReading;
        if (isNothingLeft && seen.Backlog.Count > 0) ReachLimit(_pages.Rule);
        if (isNothingLeft || (_stopped && Held == 0)) End(seen.Counts);
        else GoOn();
    }

    bool Found(HostEntry host, long pending)
    {
        host.Found(pending);
        return _hosts.LineUp(host);
    }

    void Stop(bool atOnce, Failure? failure)
    {
        _failure ??= failure;
        _stopped = true;
        _reading.Cancel();
        Publish(new JobStopping(failure, atOnce));
        foreach (var host in _hosts.All) host.Requester?.Tell(new Drain());
        foreach (var work in _hosts.ReleaseUnsent()) Unlease(work.Lease);
        if (atOnce) AbandonAll();
        else Timers.StartSingleTimer(nameof(GraceOver), new GraceOver(), _parts.Options.Grace);
        Become(Stopping);
    }

    void AbandonAll()
    {
        foreach (var host in _hosts.All) host.Requester?.Tell(new AbandonAll());
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
        _ended = new JobEnded(counts, _stopped || _limit is not null, _failure, _intake.Faults, _intake.Duplicates) { Limit = _limit };
        _asker.Tell(_ended);
        Become(Ended);
    }

    void Ended()
    {
        Receive<Begin>(_ => Sender.Tell(_ended!));
        ReceiveAny(_ => { });
    }

    sealed record DueNow;

    sealed record Unparked(Origin Origin);

    sealed record GraceOver;

    sealed record EndsDue;
}
