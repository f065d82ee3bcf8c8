using System.Security.Cryptography;
using Akka.Actor;
using Akka.Configuration;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Naming;
using Swarm.Domain.Requests;
using Swarm.Domain.Transfers;
using Swarm.Domain.Writing;
using Swarm.Engine;
using Swarm.Engine.Coordination;
using Swarm.Engine.Keeping;
using Swarm.Engine.Reporting;
using Swarm.Engine.Requesting;
using Swarm.Engine.Transferring;
using Swarm.Engine.Writing;
using Swarm.IO.Disk;
using Swarm.IO.Http;
using Swarm.IO.State;

namespace Swarm.Jobs;

/// <summary>Composes a job from its specification and runs it once: the only place that knows which port is met by what.</summary>
public sealed class Job : IAsyncDisposable
{
    const int WriterCount = 2;
    const string Pinned = "pinned-dispatcher";

    readonly JobSpec _spec;
    readonly IFrontier _frontier;
    readonly IVolume _volume;
    readonly IExchanger _exchanger;
    readonly ActorSystem _system;
    string? _temporary;
    IActorRef _coordinator = ActorRefs.Nobody;

    Job(JobSpec spec, StateFolder state, IFrontier frontier)
    {
        (_spec, _frontier) = (spec, frontier);
        var settings = spec.Settings;
        _volume = settings.Writing.Discard ? new DiscardVolume(settings.Writing, spec.Time) : OpenVolume(spec, state);
        _exchanger = spec.Http is { } client
            ? new HttpExchanger(client, settings.Http, settings.Timeouts, spec.Time)
            : new HttpExchanger(settings.Http, settings.Timeouts, spec.Time);
        _system = ActorSystem.Create("swarm", ConfigurationFactory.ParseString($"{Pinned} {{ type = PinnedDispatcher }}"));
    }

    /// <summary>Opens the output folder, takes its lock, checks its state.</summary>
    /// <exception cref="TransferException">The folder can't be used.</exception>
    /// <exception cref="StateException">The state is locked, damaged or not ours.</exception>
    public static Job Open(JobSpec spec)
    {
        var temporary = spec.IsEphemeral ? Directory.CreateTempSubdirectory("swarm-").FullName : null;
        var state = new StateFolder(temporary ?? spec.OutputFolder);
        var frontier = SqliteFrontier.Open(state, spec.Settings.Writing.Durability, spec.Time);
        try
        {
            if (spec.RetryFailed) frontier.RetryFailed(spec.RetryWhere);
            return new Job(spec, state, frontier) { _temporary = temporary };
        }
        catch
        {
            frontier.Dispose();
            throw;
        }
    }

    /// <summary>Runs to the end, or until <see cref="Stop"/>.</summary>
    public async Task<JobEnded> RunAsync()
    {
        var reporter = _system.ActorOf(Props.Create(() => new ReporterActor(_spec.Observers)), "reporter");
        var keeper = _system.ActorOf(Props.Create(() => new KeeperActor(_frontier, _spec.Settings.Limits.CommitInterval)).WithDispatcher(Pinned), "keeper");
        var writers = Enumerable.Range(0, WriterCount)
            .Select(i => _system.ActorOf(Props.Create(() => new WriterActor(_volume)).WithDispatcher(Pinned), "writer-" + i)).ToArray();
        var parts = Parts(reporter, keeper, writers);
        _coordinator = _system.ActorOf(Props.Create(() => new CoordinatorActor(parts)), "coordinator");
        var ended = await _coordinator.Ask<JobEnded>(new Begin(), Timeout.InfiniteTimeSpan);
        await reporter.Ask<Drained>(new Drained(), TimeSpan.FromSeconds(30));
        return ended;
    }

    /// <summary>Ends the job early: what is in flight gets a moment to finish, or, at once, none.</summary>
    public void Stop(bool atOnce) => _coordinator.Tell(new StopJob(atOnce), ActorRefs.NoSender);

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        await _exchanger.DisposeAsync();
        _frontier.Dispose();
        _volume.Dispose();
        if (_temporary is not null) Directory.Delete(_temporary, recursive: true);
    }

    JobParts Parts(IActorRef reporter, IActorRef keeper, IActorRef[] writers)
    {
        var settings = _spec.Settings;
        var namer = _spec.Namer ?? Namers.Create(settings.Naming.Rule, settings.Naming.Template);
        var strategies = new StrategyChoice(settings, _spec.Strategy);
        var transfers = new TransferParts
        {
            Exchanger = _exchanger,
            Volume = _volume,
            Namer = namer,
            Accepts = strategies.Default.Accepts,
            Writing = settings.Writing,
            Time = _spec.Time,
            Meter = _spec.Meter,
            Throttle = Bandwidth.Throttle(settings.Rate, _spec.Time),
            Writers = writers,
            Keeper = keeper,
        };
        var hosts = new HostParts
        {
            Strategy = strategies.Default,
            Slots = new JobSlots(settings.Limits.Concurrency),
            Options = settings.Limits,
            Time = _spec.Time,
            Chance = new Random(_spec.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue)),
            Meter = _spec.Meter,
            Transfer = Props.Create(() => new TransferActor(transfers)),
        };
        return new JobParts
        {
            Source = _spec.Source,
            Namer = namer,
            Writing = settings.Writing,
            Options = settings.Limits,
            Time = _spec.Time,
            Keeper = keeper,
            Writers = writers,
            Reporter = reporter,
            Meter = _spec.Meter,
            Host = (origin, pace) => HostProps(origin, hosts with { Strategy = strategies.For(origin) }, pace),
        };
    }

    static Props HostProps(Origin origin, HostParts parts, PaceMemory? pace) => Props.Create(() => new HostRequesterActor(origin, parts, pace));

    static Volume OpenVolume(JobSpec spec, StateFolder state)
    {
        var volume = Volume.Open(spec.OutputFolder, spec.Settings.Writing, spec.Time, Path.Combine(state.Folder, "run"));
        volume.Sweep();
        return volume;
    }
}
