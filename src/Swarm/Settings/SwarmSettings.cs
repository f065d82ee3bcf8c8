using Swarm.Domain.Naming;
using Swarm.Domain.Requests;
using Swarm.Domain.Transfers;
using Swarm.Domain.Writing;
using Swarm.Engine;
using Swarm.IO.Http;
using Swarm.Stores;

namespace Swarm.Settings;

/// <summary>Everything that can be set, one record per feature; the defaults are each record's own.</summary>
public sealed record SwarmSettings
{
    public StrategyOptions Strategy { get; init; } = new();

    public EngineOptions Limits { get; init; } = new();

    public RateOptions Rate { get; init; } = new();

    public TimeLimits Timeouts { get; init; } = new();

    public HttpOptions Http { get; init; } = new();

    public NamingOptions Naming { get; init; } = new();

    public WritingOptions Writing { get; init; } = new();

    public SegmentOptions Segments { get; init; } = new();

    /// <summary>What belongs to a mirror, and how its site is treated.</summary>
    public MirrorOptions Mirror { get; init; } = new();

    /// <summary>Where object stores are, who asks, and how objects are brought there.</summary>
    public StoresOptions Stores { get; init; } = new();

    /// <summary>Overlays for origins that match, in order of writing: the first match wins.</summary>
    public IReadOnlyList<OriginOverlay> Origins { get; init; } = [];

    /// <summary>What to fetch, for jobs that are described wholly in HOCON.</summary>
    public JobOptions Job { get; init; } = new();

    /// <summary>The actor system's own settings, <c>akka { … }</c> as HOCON text; empty unless given.</summary>
    public string Akka { get; init; } = "";
}
