using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Frontier;
using Swarm.Domain.Lists;
using Swarm.Domain.Naming;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.Domain.Writing;
using Swarm.Engine;
using Swarm.Engine.Reporting;
using Swarm.IO.Disk;
using Swarm.IO.State;
using Swarm.Stores;
using Swarm.Stores.Uploads;
using Swarm.Stores.Volumes;

namespace Swarm.Jobs;

/// <summary>What meets each port of a job: opened together, closed together. The only place that knows which is met by what.</summary>
sealed class JobPorts : IAsyncDisposable
{
    string? _temporary;
    UploadStates? _uploads;

    JobPorts(JobSpec spec)
    {
        OutputRules.Check(spec);
        Source = spec.Source;
        var naming = spec.Settings.Naming;
        Namer = spec.Crawl is not null ? new MirrorNamer()
            : spec.NamesAreKeys ? new KeyNamer()
            : spec.FileName is { } given ? new GivenNamer(given)
            : spec.Namer is { } own ? Namers.Contain(own) : Namers.Create(naming.Rule, naming.Template);
        Strategies = new StrategyChoice(spec.Settings, spec.Strategy);
        // Read before under other names, or for nothing but a look, a list is another one.
        Fingerprint = spec.Source.Fingerprint is { } print ? $"{print} {Namer.Name} {naming.Template} {spec.Settings.Writing.Discard}" : null;
    }

    public INamer Namer { get; }

    public StrategyChoice Strategies { get; }

    public string? Fingerprint { get; }

    public IBundleSource Source { get; private set; }

    /// <summary>The job's own observer, where its bundles go out in turn.</summary>
    public IReadOnlyList<IJobObserver> Observers { get; private set; } = [];

    /// <summary>Hears that an output stream takes no more: null where its reader has gone.</summary>
    public Action<Failure?>? OnBroken { get; set; }

    public IFrontier Frontier { get; private set; } = null!;

    public IVolume Volume { get; private set; } = null!;

    public IExchanger Exchanger { get; private set; } = null!;

    public StoreSet Stores { get; private set; } = null!;

    /// <summary>Brings bundles into the stores; its states lie in the job's.</summary>
    public IUploader Uploader { get; private set; } = null!;

    /// <summary>Of a crawl: where pages lie as they were sent.</summary>
    public IPageStore? Pages { get; private set; }

    /// <summary>Of a crawl: its gate.</summary>
    public CurrentScope? Scope { get; private set; }

    /// <summary>Of a crawl: what origins' robots.txt said.</summary>
    public IRobotsStore? Robots { get; private set; }

    public static JobPorts Open(JobSpec spec)
    {
        var ports = new JobPorts(spec);
        try
        {
            if (spec.IsEphemeral || spec.Output is not null) ports._temporary = Directory.CreateTempSubdirectory("swarm-").FullName;
            var state = new StateFolder(ports._temporary ?? spec.StateFolder ?? spec.OutputFolder);
            ports.Frontier = SqliteFrontier.Open(state, spec.Settings.Writing.Durability, spec.Time, spec.TellRepeats);
            ports.GoOn(spec, state);
            ports.OpenStores(spec, state);
            if (spec.Crawl is not null) ports.OpenMirror(spec, state);
            else if (spec.Output is { } output) ports.WriteTo(output, spec);
            else ports.Volume = spec.Target is { } target ? ports.VolumeAt(target, spec) : VolumeOf(spec, state);
            if (spec.OverVolume is { } overVolume) ports.Volume = overVolume(ports.Volume);
            if (spec.OverExchanger is { } overExchanger) ports.Exchanger = overExchanger(ports.Exchanger);
            return ports;
        }
        catch
        {
            ports.Close();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Volume is IAsyncDisposable store) await store.DisposeAsync(); // it has requests of its own to end
        await Stores.DisposeAsync();
        await Exchanger.DisposeAsync();
        Close();
    }

    /// <summary>What the stores ask for themselves goes out through the same exchanger, which does not sign it once more.</summary>
    void OpenStores(JobSpec spec, StateFolder state)
    {
        var exchanger = Bandwidth.Over(ExchangerChoice.Create(spec), spec.Settings.Rate, spec.Time);
        Stores = new StoreSet(spec.Settings.Stores, exchanger, spec.Time, spec.Settings.Http.Headers);
        Exchanger = new StoreExchanger(exchanger, kind => Stores[kind]);
        _uploads = new UploadStates(state, spec.Settings.Writing.Durability);
        Uploader = new Uploader(kind => Stores[kind], Stores.Upload, _uploads, spec.Time, Chance(spec));
    }

    StoreVolume VolumeAt(StoreAddress target, JobSpec spec)
    {
        var volume = new StoreVolume(Stores[target.Kind], target, Stores.Upload, spec.Settings.Writing, _uploads!, spec.Time, Chance(spec));
        volume.Sweep();
        return volume;
    }

    static Random Chance(JobSpec spec) => new(spec.Seed ?? SystemChance.Seed());

    /// <summary>Takes up what an earlier run left.</summary>
    void GoOn(JobSpec spec, StateFolder state)
    {
        if (spec.Crawl is not { } crawl)
        {
            if (File.Exists(state.Mirror)) throw new StateException(StateFault.Foreign, state.Folder, "a mirror", "`swarm mirror -o` with this folder goes on with it; give another job a folder of its own");
        }
        else
        {
            crawl.OnOpened(Frontier);
            if (crawl.Again) Frontier.BeginAgain();
        }

        if (spec.RetryFailed) Frontier.RetryFailed(spec.RetryWhere);
        if (spec.Recheck || (spec.Crawl is null && spec.Settings.Writing.IfModified)) Frontier.RecheckDone();
    }

    void OpenMirror(JobSpec spec, StateFolder state)
    {
        var volume = MirrorVolume.Open(spec.OutputFolder, spec.Settings.Writing, spec.Time);
        volume.Sweep();
        (Volume, Pages, Robots, Scope) = (volume, volume, new RobotsStore(state), new CurrentScope(spec.Crawl!.Scope));
    }

    void WriteTo(Stream output, JobSpec spec)
    {
        var volume = new StreamVolume(output, spec.Settings.Writing, spec.Time, failure => OnBroken?.Invoke(failure));
        var source = new InTurnSource(spec.Source, () => volume.EndsWithin);
        (Volume, Source, Observers) = (volume, source, [source]);
    }

    static IVolume VolumeOf(JobSpec spec, StateFolder state)
    {
        var writing = spec.Settings.Writing;
        if (writing.Discard) return new DiscardVolume(writing, spec.Time);
        var beside = spec.KeepsPart ? spec.FileName : null;
        var parts = beside is null ? Path.Combine(state.Folder, "parts") : null;
        var volume = IO.Disk.Volume.Open(spec.OutputFolder, writing, spec.Time, Path.Combine(state.Folder, "run"), parts);
        volume.Sweep();
        return beside is not null ? new PartBeside(volume, beside) : spec.IsEphemeral ? new PassingParts(volume) : volume;
    }

    void Close()
    {
        Frontier?.Dispose();
        Volume?.Dispose();
        if (_temporary is not null) Directory.Delete(_temporary, recursive: true);
    }
}
