using Swarm.Domain;
using Swarm.Engine;
using Swarm.Engine.Reporting;
using Swarm.Settings;

namespace Swarm.Mirrors;

/// <summary>A mirror as it is to be made, or brought up to date.</summary>
public sealed record MirrorSpec
{
    public required SwarmSettings Settings { get; init; }

    /// <summary>Where it begins; none: where the folder's last run began.</summary>
    public required IReadOnlyList<WebUrl> Seeds { get; init; }

    /// <summary>Where files and, in <c>.swarm</c>, originals and state go.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>The caller's own client, never disposed here; null: one of the mirror's.</summary>
    public HttpClient? Http { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public JobMeter Meter { get; init; } = new();

    public IReadOnlyList<IJobObserver> Observers { get; init; } = [];
}
