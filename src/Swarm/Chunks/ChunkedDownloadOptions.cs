using Swarm.Domain.Requests;
using Swarm.Domain.Transfers;

namespace Swarm;

/// <summary>How a <see cref="ChunkedDownload"/> asks, and what it does when that fails.</summary>
public sealed record ChunkedDownloadOptions
{
    /// <summary>When a chunk is asked for again, and how often; each chunk begins to count anew.</summary>
    public StrategyOptions Strategy { get; init; } = StrategyPresets.Google;

    /// <summary>Of each request; without effect together with <see cref="Exchanger"/>.</summary>
    public TimeLimits Timeouts { get; init; } = new();

    /// <summary>An HTTP engine to share among downloads, which is never disposed here; null: one of this download's own.</summary>
    public IExchanger? Exchanger { get; init; }

    /// <summary>
    /// Pins later chunks to the first one's version with If-Match, as object stores have it, instead of If-Range: another version is then
    /// refused (412) instead of sent.
    /// </summary>
    public bool IfMatch { get; init; }

    /// <summary>Told after each chunk.</summary>
    public IProgress<TransferProgress>? Progress { get; init; }

    /// <summary>The clock that waits go by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What jitter is drawn from; null: a source with a seed of its own.</summary>
    public Random? Chance { get; init; }
}
