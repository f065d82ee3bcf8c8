using Swarm.Domain.Naming;
using Swarm.Domain.Requests;
using Swarm.Settings;

namespace Swarm;

/// <summary>What a <see cref="SwarmClient"/> works with.</summary>
public sealed record SwarmClientOptions
{
    /// <summary>Where files go.</summary>
    public string OutputFolder { get; init; } = ".";

    public SwarmSettings Settings { get; init; } = new();

    /// <summary>A strategy of your own; null: as <see cref="Settings"/> say.</summary>
    public IRequestStrategy? Strategy { get; init; }

    /// <summary>A naming rule of your own; null: as <see cref="Settings"/> say.</summary>
    public INamer? Namer { get; init; }

    /// <summary>A client of your own, which is never disposed here; null: one that Swarm tunes itself.</summary>
    public HttpClient? Http { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
