using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Lists;
using Swarm.Domain.Naming;
using Swarm.Domain.Requests;
using Swarm.Domain.Transfers;
using Swarm.Domain.Writing;
using Swarm.Engine;
using Swarm.Engine.Reporting;
using Swarm.Settings;

namespace Swarm.Jobs;

/// <summary>A job as it is to be run.</summary>
public sealed record JobSpec
{
    public required SwarmSettings Settings { get; init; }

    public required IBundleSource Source { get; init; }

    /// <summary>Where files and, in <c>.swarm</c>, the job's state go.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>The folder below which the job's state goes; null: the output folder.</summary>
    public string? StateFolder { get; init; }

    /// <summary>
    /// Where bodies go one after another, each in order and in list order, instead of to files; written synchronously, by one thread, and never
    /// closed here. Such a job keeps no state. Null: to files.
    /// </summary>
    public Stream? Output { get; init; }

    /// <summary>Keeps no state on disk: the job can't be gone on with.</summary>
    public bool IsEphemeral { get; init; }

    /// <summary>Observers want to hear of each duplicate, not only how many there are.</summary>
    public bool TellRepeats { get; init; }

    /// <summary>What failed in earlier runs is tried again.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>Of what failed, only that which matches.</summary>
    public LedgerFilter? RetryWhere { get; init; }

    /// <summary>What makes it a crawl, whose list are its seeds; null: nothing is fetched but what the list has.</summary>
    public CrawlSpec? Crawl { get; init; }

    /// <summary>The caller's own strategy; null: as the settings say.</summary>
    public IRequestStrategy? Strategy { get; init; }

    /// <summary>The caller's own naming rule; null: as the settings say.</summary>
    public INamer? Namer { get; init; }

    /// <summary>The caller's own client, never disposed here; null: one of the job's.</summary>
    public HttpClient? Http { get; init; }

    /// <summary>Where objects go instead of files, a prefix or, for a job of one bundle, the object; null: to files.</summary>
    public StoreAddress? Target { get; init; }

    /// <summary>With a <see cref="Target"/>: what a bundle calls <see cref="Bundle.Out"/> is the object's key, taken as it is.</summary>
    internal bool NamesAreKeys { get; init; }

    /// <summary>What has been done before is looked at once more: asked for conditionally, or brought again.</summary>
    internal bool Recheck { get; init; }

    /// <summary>For a job of one bundle: its file's name, taken as it is; null: as <see cref="Namer"/> and the settings say.</summary>
    internal string? FileName { get; init; }

    /// <summary>For a job with a <see cref="FileName"/>: what is not whole at its end stays beside the target, for any job of the same file.</summary>
    internal bool KeepsPart { get; init; }

    /// <summary>Laid over the job's volume, or null.</summary>
    internal Func<IVolume, IVolume>? OverVolume { get; init; }

    /// <summary>Laid over the job's exchanger, or null.</summary>
    internal Func<IExchanger, IExchanger>? OverExchanger { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Seeds jitter; null: a seed of its own each time.</summary>
    public int? Seed { get; init; }

    public JobMeter Meter { get; init; } = new();

    public IReadOnlyList<IJobObserver> Observers { get; init; } = [];
}
