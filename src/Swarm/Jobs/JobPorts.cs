using Swarm.Domain.Frontier;
using Swarm.Domain.Naming;
using Swarm.Domain.Transfers;
using Swarm.Domain.Writing;
using Swarm.IO.Disk;
using Swarm.IO.State;

namespace Swarm.Jobs;

/// <summary>What meets each port of a job: opened together, closed together. The only place that knows which is met by what.</summary>
sealed class JobPorts : IAsyncDisposable
{
    string? _temporary;

    JobPorts(JobSpec spec)
    {
        var naming = spec.Settings.Naming;
        Namer = spec.Namer is { } own ? Namers.Contain(own) : Namers.Create(naming.Rule, naming.Template);
        Strategies = new StrategyChoice(spec.Settings, spec.Strategy);
        // Read before under other names, or for nothing but a look, a list is another one.
        Fingerprint = spec.Source.Fingerprint is { } print ? $"{print} {Namer.Name} {naming.Template} {spec.Settings.Writing.Discard}" : null;
    }

    public INamer Namer { get; }

    public StrategyChoice Strategies { get; }

    public string? Fingerprint { get; }

    public IFrontier Frontier { get; private set; } = null!;

    public IVolume Volume { get; private set; } = null!;

    public IExchanger Exchanger { get; private set; } = null!;

    public static JobPorts Open(JobSpec spec)
    {
        var ports = new JobPorts(spec);
        try
        {
            if (spec.IsEphemeral) ports._temporary = Directory.CreateTempSubdirectory("swarm-").FullName;
            var state = new StateFolder(ports._temporary ?? spec.OutputFolder);
            ports.Frontier = SqliteFrontier.Open(state, spec.Settings.Writing.Durability, spec.Time, spec.TellRepeats);
            ports.GoOn(spec);
            ports.Volume = VolumeOf(spec, state);
            ports.Exchanger = ExchangerChoice.Create(spec);
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
        await Exchanger.DisposeAsync();
        Close();
    }

    /// <summary>Takes up what an earlier run left.</summary>
    void GoOn(JobSpec spec)
    {
        if (spec.RetryFailed) Frontier.RetryFailed(spec.RetryWhere);
        if (spec.Settings.Writing.IfModified) Frontier.RecheckDone();
    }

    static IVolume VolumeOf(JobSpec spec, StateFolder state)
    {
        var writing = spec.Settings.Writing;
        if (writing.Discard) return new DiscardVolume(writing, spec.Time);
        var volume = IO.Disk.Volume.Open(spec.OutputFolder, writing, spec.Time, Path.Combine(state.Folder, "run"));
        volume.Sweep();
        return volume;
    }

    void Close()
    {
        Frontier?.Dispose();
        Volume?.Dispose();
        if (_temporary is not null) Directory.Delete(_temporary, recursive: true);
    }
}
