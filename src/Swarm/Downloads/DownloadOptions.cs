using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Domain.Transfers;

namespace Swarm;

/// <summary>How one file is downloaded, where that differs from the client's own settings.</summary>
public sealed record DownloadOptions
{
    /// <summary>Fields of the request; they are read and never changed.</summary>
    public IReadOnlyList<Header> Headers { get; init; } = Domain.Headers.None;

    /// <summary>The digest that the file must have, or null.</summary>
    public Checksum? Checksum { get; init; }

    /// <summary>The part of the object that is wanted, or null for all of it.</summary>
    public ByteRange? Range { get; init; }

    /// <summary>Other URLs of the same bytes, tried in turn when the first one fails.</summary>
    public IReadOnlyList<WebUrl> Mirrors { get; init; } = [];

    /// <summary>Connections at once, sizes of parts, and what is verified; null: the client's.</summary>
    public SegmentOptions? Segments { get; init; }

    /// <summary>When to try again, and how often: one of <see cref="StrategyPresets"/> or numbers of your own; null: the client's strategy.</summary>
    public StrategyOptions? Strategy { get; init; }

    /// <summary>Null: the client's.</summary>
    public TimeLimits? Timeouts { get; init; }

    /// <summary>
    /// A download that breaks off leaves what it has beside its target, with a checkpoint in <c>NAME.swarm</c>, and the next one to the same
    /// target goes on from there.
    /// </summary>
    public bool Resume { get; init; } = true;

    /// <summary>
    /// Told how far each connection is, of a file that is fetched in segments: a stretch is known by where it begins. Stretches may overlap
    /// where a slow one is fetched twice. Reports come from several threads at once.
    /// </summary>
    public IProgress<SegmentProgress>? SegmentProgress { get; init; }

    /// <summary>False: a file that is there already is refused before anything is asked for.</summary>
    public bool Overwrite { get; init; } = true;
}
