using Swarm.Domain.Naming;
using Swarm.Domain.Requests;
using Swarm.Settings;

namespace Swarm;

/// <summary>What a <see cref="SwarmClient"/> works with.</summary>
public sealed record SwarmClientOptions
{
    /// <summary>Where files go; made where it is missing.</summary>
    public string OutputFolder { get; init; } = ".";

    /// <summary>Every number of the engine, as HOCON sets them for the program.</summary>
    public SwarmSettings Settings { get; init; } = new();

    /// <summary>A strategy of your own, which serves many threads at once; null: as <see cref="Settings"/> say.</summary>
    public IRequestStrategy? Strategy { get; init; }

    /// <summary>A naming rule of your own, whose names are made portable and kept below <see cref="OutputFolder"/>; null: as <see cref="Settings"/> say.</summary>
    public INamer? Namer { get; init; }

    /// <summary>A client of your own, with its handler's proxies, decoding and TLS, which is never disposed here; null: one that Swarm tunes itself.</summary>
    public HttpClient? Http { get; init; }

    /// <summary>The clock that waits go by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
