using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Gcs;

/// <summary>How an upload asks, and what it does when that fails.</summary>
public sealed record TransmitOptions
{
    /// <summary>When a request is made again, and how often; each one begins to count anew.</summary>
    public StrategyOptions Strategy { get; init; } = StrategyPresets.Google;

    /// <summary>MD5 or CRC-32C; null: the object's checksum is not looked at.</summary>
    public DigestAlgorithm? Checksum { get; init; } = DigestAlgorithm.Crc32C;

    /// <summary>Sent with each request but status queries, and never changed; the upload's own take precedence.</summary>
    public IReadOnlyList<Header> Headers { get; init; } = Domain.Headers.None;

    /// <summary>An HTTP engine to share, which is never disposed here; null: one of the upload's own.</summary>
    public IExchanger? Exchanger { get; init; }

    /// <summary>A client of the caller's, with its handler's ways, never disposed here; null: <see cref="Exchanger"/>.</summary>
    public HttpClient? Client { get; init; }

    /// <summary>Of each request; without effect together with <see cref="Exchanger"/>.</summary>
    public TimeLimits Timeouts { get; init; } = new();

    /// <summary>Told the bytes that the server holds, each time that they have changed.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>The clock that waits go by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What jitter and boundaries are drawn from; null: a source with a seed of its own.</summary>
    public Random? Chance { get; init; }
}
