using Akka.Actor;
using Akka.Configuration;
using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Domain.Writing;
using Swarm.Engine.Coordination;
using Swarm.Engine.Keeping;
using Swarm.Engine.Reporting;
using Swarm.Engine.Requesting;
using Swarm.Engine.Transferring;
using Swarm.Engine.Writing;
using Swarm.IO.Http;
using Swarm.IO.Lists;
using Swarm.IO.State;
using Swarm.Settings;

namespace Swarm.Jobs;

/// <summary>A job opened in its folder: composes its actors and runs them once.</summary>
public sealed partial class Job : IAsyncDisposable
{
    const string Pinned = "pinned-dispatcher";

    // A job ends in its own order; the phases of a coordinated shutdown would find nothing left to do.
    const string ActorSettings = $$"""
        {{Pinned}} { type = PinnedDispatcher }
        akka.coordinated-shutdown.run-by-actor-system-terminate = off

        """;

    readonly JobSpec _spec;
    readonly JobPorts _ports;
    readonly ActorSystem _system;
    readonly IActorRef _reporter;
    readonly IActorRef _coordinator;

    Job(JobSpec spec, JobPorts ports)
    {
        (_spec, _ports) = (spec, ports);
        _system = ActorSystem.Create("swarm", ConfigurationFactory.ParseString(ActorSettings + spec.Settings.Akka));
        IReadOnlyList<IJobObserver> observers = [.. spec.Observers, .. ports.Observers];
        _reporter = _system.ActorOf(Made.By(() => new ReporterActor(observers)), "reporter");
        var parts = Parts();
        _coordinator = _system.ActorOf(Made.By(() => new CoordinatorActor(parts)), "coordinator");
        ports.Strategies.OnFault = failure => _coordinator.Tell(new StopJob(AtOnce: true, failure), ActorRefs.NoSender);
        ports.OnBroken = OnOutputBroken;
    }

    /// <summary>Whoever read the output stream reads no more; the job was ended for that.</summary>
    public bool IsReaderGone { get; private set; }

    /// <summary>Loads what a job's first request needs, on another core, while the caller still finds out which job it is.</summary>
    public static void Rehearse(TimeProvider time) => _ = Task.Run(async () =>
    {
        await ActorSystem.Create("rehearsal", ConfigurationFactory.ParseString(ActorSettings)).Terminate();
        await using var list = ListReader.Open(new ListSpec(["-"], [], StandardInput: static () => new MemoryStream("http://127.0.0.1/\n"u8.ToArray())));
        await list.ReadAsync(1, default);
        await Rehearsal.PlayAsync(time);
    });

    /// <summary>Opens the output folder, takes its lock, checks its state and takes up what an earlier run left.</summary>
    /// <exception cref="TransferException">The folder can't be used.</exception>
    /// <exception cref="StateException">The state is locked, damaged or not ours.</exception>
    /// <exception cref="SettingsException">A strategy's class can't be made; a setting has no effect on an output stream.</exception>
    public static Job Open(JobSpec spec) => new(spec, JobPorts.Open(spec));

    /// <summary>Runs to the end, or until <see cref="Stop"/>.</summary>
    public async Task<JobEnded> RunAsync()
    {
        var ended = await _coordinator.Ask<JobEnded>(new Begin(), Timeout.InfiniteTimeSpan);
        await _reporter.Ask<Drained>(new Drained(), TimeSpan.FromSeconds(30));
        return ended;
    }

    /// <summary>Ends the job early, also before it runs: what is in flight gets a moment to finish, or, at once, none.</summary>
    public void Stop(bool atOnce) => _coordinator.Tell(new StopJob(atOnce), ActorRefs.NoSender);

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        await _ports.DisposeAsync();
    }

    void OnOutputBroken(Failure? failure)
    {
        IsReaderGone = failure is null;
        _coordinator.Tell(new StopJob(AtOnce: true, failure), ActorRefs.NoSender);
    }

    JobParts Parts()
    {
        var (settings, frontier, volume) = (_spec.Settings, _ports.Frontier, _ports.Volume);
        var keeper = _system.ActorOf(Made.By(() => new KeeperActor(frontier, settings.Limits.CommitInterval)).WithDispatcher(Pinned), "keeper");
        var writer = WriterProps(volume);
        IActorRef[] writers = [_system.ActorOf(writer, "writer-0"), _system.ActorOf(writer, "writer-1")];
        var slots = new JobSlots(settings.Limits.Concurrency);
        return new JobParts
        {
            Source = _ports.Source,
            Fingerprint = _ports.Fingerprint,
            Namer = _ports.Namer,
            Writing = settings.Writing,
            KeepParts = _spec.KeepsPart,
            Options = settings.Limits,
            Time = _spec.Time,
            Keeper = keeper,
            Writers = writers,
            Reporter = _reporter,
            Meter = _spec.Meter,
            Uploader = _ports.Uploader,
            Abandon = volume is IRemoteVolume remote ? remote.AbandonAsync : null,
            HasIdleSlots = () => slots.AreIdle,
            Host = Hosts(Transfers(keeper, writers), slots),
            Crawl = Crawl(),
        };
    }

    /// <summary>Renames take microseconds and stay on the pool, where no thread has to be woken for each; waiting for the disk, or for the reader of a stream, has threads of its own.</summary>
    Props WriterProps(IVolume volume)
    {
        var props = Made.By(() => new WriterActor(volume));
        return _spec is { Output: null, Settings.Writing.Durability: Durability.Process } ? props : props.WithDispatcher(Pinned);
    }

    TransferParts Transfers(IActorRef keeper, IActorRef[] writers)
    {
        var strategies = _ports.Strategies;
        return new TransferParts
        {
            Exchanger = _ports.Exchanger,
            Volume = _ports.Volume,
            Namer = _ports.Namer,
            Accepts = (origin, status) => strategies.For(origin).Accepts(status),
            Writing = _spec.Settings.Writing,
            Segments = _spec.Settings.Segments,
            Time = _spec.Time,
            Meter = _spec.Meter,
            Throttle = Bandwidth.Throttle(_spec.Settings.Rate, _spec.Time),
            Writers = writers,
            Keeper = keeper,
            Reporter = _reporter,
            Uploader = _ports.Uploader,
            Scope = _ports.Scope,
            Agent = AgentToken,
            TakesAnyName = _spec.NamesAreKeys,
        };
    }

    Func<Origin, PaceMemory?, Props> Hosts(TransferParts transfers, JobSlots slots)
    {
        var strategies = _ports.Strategies;
        var limits = _spec.Settings.Limits;
        var robots = Robots();
        var transfer = Made.By(() => new TransferActor(transfers));
        var chance = new Random(_spec.Seed ?? SystemChance.Seed());
        return (origin, pace) =>
        {
            var parts = new HostParts
            {
                Strategy = strategies.For(origin),
                Slots = slots,
                Options = limits,
                Time = _spec.Time,
                Chance = new Random(chance.Next()), // each its own: they draw at the same time
                Meter = _spec.Meter,
                Transfer = transfer,
                Robots = robots,
            };
            return Made.By(() => new HostRequesterActor(origin, parts, pace));
        };
    }
}
