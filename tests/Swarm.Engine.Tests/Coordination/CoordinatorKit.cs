using System.Collections.Concurrent;
using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Crawling.Scoping;
using Swarm.Domain.Crawling.Traps;
using Swarm.Domain.Frontier;
using Swarm.Domain.Lists;
using Swarm.Domain.Naming;
using Swarm.Domain.Requests;
using Swarm.Domain.Stores;
using Swarm.Domain.Writing;
using Swarm.Engine.Coordination;
using Swarm.Engine.Keeping;
using Swarm.Engine.Reading;
using Swarm.Engine.Reporting;
using Swarm.Engine.Requesting;
using Swarm.Engine.Writing;
using Swarm.IO.Disk;
using Swarm.IO.State;

namespace Swarm.Engine.Tests.Coordination;

/// <summary>A coordinator over a real frontier and a real folder; its origins' requesters are pretended, and answer by a script.</summary>
public abstract class CoordinatorKit : EngineKit
{
    readonly List<IFrontier> _frontiers = [];
    readonly List<Volume> _volumes = [];
    IActorRef _reporter = ActorRefs.Nobody;

    private protected TempFolder Folder { get; } = new();

    private protected PretendedHosts Hosts { get; } = new();

    protected EngineOptions Options { get; set; } = new();

    protected WritingOptions Writing { get; set; } = new();

    /// <summary>Null: no crawl.</summary>
    protected CrawlOptions? Crawling { get; set; }

    protected long PagesBefore { get; set; }

    private protected Site Site { get; set; } = new();

    private protected IUploader? Uploader { get; set; }

    /// <summary>Who reads pages; null: the real reader.</summary>
    protected IActorRef? Reader { get; set; }

    protected ConcurrentQueue<JobFact> Facts { get; } = new();

    protected IFrontier Frontier => _frontiers[^1];

    protected IActorRef Coordinator { get; private set; } = ActorRefs.Nobody;

    private protected void Start(IBundleSource list)
    {
        foreach (var earlier in _frontiers) earlier.Dispose();
        var frontier = SqliteFrontier.Open(new StateFolder(Folder.Path), Durability.Process, Time);
        _frontiers.Add(frontier);
        _volumes.Add(Volume.Open(Folder.Path, Writing, TimeProvider.System));
        var parts = Parts(list, frontier, _volumes[^1]);
        Coordinator = Sys.ActorOf(Props.Create(() => new CoordinatorActor(parts)));
        Coordinator.Tell(new Begin());
        // Time moves on when they have heard what was told: a busy machine must not let it run ahead of them.
        Timed.Clear();
        Timed.AddRange([Coordinator, parts.Keeper, Coordinator]);
    }

    /// <summary>Lets time pass until the job has ended, and all of its facts have been noted.</summary>
    protected JobEnded End(double seconds = 600)
    {
        object? answer = null;
        Until(() => TryReceiveOne(out var got, TimeSpan.Zero) && (answer = got.Message) is JobEnded, seconds);
        _reporter.Ask<ActorIdentity>(new Identify(null)).GetAwaiter().GetResult();
        return (JobEnded)answer!;
    }

    /// <summary>Lets time pass, in small steps, until something holds; the actors get real time to do what is due.</summary>
    protected void Until(Func<bool> holds, double seconds = 600)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var passed = 0.0; !holds();)
        {
            Thread.Sleep(1);
            if (TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(90))
                throw new TimeoutException($"not within {seconds} s: {Frontier.Count()}, {Hosts}");
            // A busy machine may need longer than the time that is let pass: then it all but stands still.
            var step = passed >= seconds ? 0.0001 : passed < 1 ? 0.02 : 1;
            Advance(step);
            passed += step;
        }
    }

    protected override void AfterAll()
    {
        Sys.Terminate().Wait(TimeSpan.FromSeconds(5));
        foreach (var frontier in _frontiers) frontier.Dispose();
        foreach (var volume in _volumes) volume.Dispose();
        Folder.Dispose();
    }

    JobParts Parts(IBundleSource list, IFrontier frontier, IVolume volume)
    {
        var (hosts, facts) = (Hosts, Facts);
        return new JobParts
        {
            Source = list,
            Fingerprint = list.Fingerprint,
            Namer = Namers.Create("safe", null),
            Writing = Writing,
            Options = Options,
            Time = Time,
            Keeper = Sys.ActorOf(Props.Create(() => new KeeperActor(frontier, TimeSpan.FromMilliseconds(20)))),
            Writers = [Sys.ActorOf(Props.Create(() => new WriterActor(volume)))],
            Reporter = _reporter = Sys.ActorOf(Props.Create(() => new Notes(facts))),
            Host = (origin, pace) => Props.Create(() => new PretendedHost(hosts, origin)),
            Meter = new JobMeter(),
            Uploader = Uploader,
            Crawl = Crawling is null ? null : CrawlOf(Crawling),
        };
    }

    CrawlParts CrawlOf(CrawlOptions options)
    {
        var home = WebUrl.Parse("http://a.test/");
        var scope = new CurrentScope(new Scope(new ScopeOptions(), [home], null));
        var parts = new ReaderParts { Reader = Site, Store = Site, Scope = scope, Namer = Namers.Create("safe", null), Writing = Writing };
        return new CrawlParts
        {
            Readers = [Reader ?? Sys.ActorOf(Props.Create(() => new PageReaderActor(parts)))],
            Scope = scope,
            Options = options,
            FormatOf = Site.FormatOf,
            IsAsked = origin => origin == home.Origin,
            PagesBefore = PagesBefore,
            Novelty = new NoveltyBudget(options.Novelty),
        };
    }

    sealed class Notes : ReceiveActor
    {
        public Notes(ConcurrentQueue<JobFact> facts) => Receive<JobFact>(facts.Enqueue);
    }
}

/// <summary>What the pretended requesters do and saw.</summary>
sealed class PretendedHosts
{
    int _held, _most;

    /// <summary>The answer to a bundle; null: it is kept in hand.</summary>
    public Func<Work, object?> Answer { get; set; } = Done;

    public ConcurrentQueue<Work> Seen { get; } = new();

    public ConcurrentQueue<Work> Held { get; } = new();

    public ConcurrentQueue<object> Orders { get; } = new();

    /// <summary>The most bundles that were in hand at one time.</summary>
    public int Most => _most;

    public void Take(int count) => _most = Math.Max(_most, Interlocked.Add(ref _held, count));

    public void GiveBack() => Interlocked.Decrement(ref _held);

    public static object Done(Work work) => new Finished(Spent(work), new Outcome(OutcomeKind.Done) { Attempts = work.TotalAttempts + 1, File = work.Lease.Path, Length = 1000 });

    public static object Failed(Work work, Reason reason = Reason.Status) =>
        new Finished(Spent(work), new Outcome(OutcomeKind.Failed) { Attempts = work.TotalAttempts + 1, Failure = new Failure(reason, Stage.Head, "no") });

    public static object Again(Work work, double seconds = 60) =>
        new RetryLater(Spent(work), TimeSpan.FromSeconds(seconds), new Failure(Reason.Status, Stage.Head, "503"));

    public static object Moved(Work work, string url) =>
        new Finished(Spent(work), new Outcome(OutcomeKind.Moved) { Attempts = work.TotalAttempts + 1, FinalUrl = WebUrl.Parse(url) });

    public static object Redirect(Work work, string url) =>
        new Redirected(work, work with { Request = work.Request with { Url = WebUrl.Parse(url) }, Hops = work.Hops + 1 });

    public override string ToString() => $"{Seen.Count} seen, {_held} in hand";

    static Work Spent(Work work) => work with { Attempts = work.Attempts + 1, TotalAttempts = work.TotalAttempts + 1 };
}

sealed class PretendedHost : ReceiveActor
{
    readonly PretendedHosts _hosts;

    public PretendedHost(PretendedHosts hosts, Origin origin)
    {
        _hosts = hosts;
        Receive<Fetch>(OnFetch);
        Receive<Drain>(hosts.Orders.Enqueue);
        Receive<AbandonAll>(OnAbandon);
        Receive<Retire>(_ => Sender.Tell(new Retirable(origin)));
    }

    void OnFetch(Fetch order)
    {
        _hosts.Take(order.Works.Count);
        foreach (var work in order.Works)
        {
            _hosts.Seen.Enqueue(work);
            if (_hosts.Answer(work) is not { } answer)
            {
                _hosts.Held.Enqueue(work);
                continue;
            }

            _hosts.GiveBack();
            Sender.Tell(answer);
        }
    }

    void OnAbandon(AbandonAll order)
    {
        _hosts.Orders.Enqueue(order);
        while (_hosts.Held.TryDequeue(out var work)) Sender.Tell(new GivenBack([work]));
    }
}
