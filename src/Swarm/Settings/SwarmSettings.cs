using Swarm.Domain.Naming;
using Swarm.Domain.Requests;
using Swarm.Domain.Transfers;
using Swarm.Domain.Writing;
using Swarm.Engine;
using Swarm.IO.Http;

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

    /// <summary>Overlays for origins that match, first match wins.</summary>
    public IReadOnlyList<OriginOverlay> Origins { get; init; } = [];
}

/// <summary>Settings that hold for some hosts only.</summary>
/// <param name="Pattern">A host, or <c>*.host</c> for it and all below it.</param>
public sealed record OriginOverlay(string Pattern, StrategyOptions Strategy, HttpOptions Http)
{
    public bool Matches(Domain.Origin origin) => Pattern.StartsWith("*.", StringComparison.Ordinal)
        ? origin.Host.EndsWith(Pattern[1..], StringComparison.OrdinalIgnoreCase) || origin.Host.Equals(Pattern[2..], StringComparison.OrdinalIgnoreCase)
        : origin.Host.Equals(Pattern, StringComparison.OrdinalIgnoreCase);
}
