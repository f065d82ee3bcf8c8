namespace Swarm.Domain.Transfers;

/// <summary>What is asked of a file's verification.</summary>
public enum VerifyMode
{
    /// <summary>A file without any digest to hold it against fails.</summary>
    Required,

    /// <summary>Whatever digest is known is checked.</summary>
    Available,

    /// <summary>Lengths alone are checked.</summary>
    Off,
}

/// <summary>How large objects are fetched: in segments, resumed, verified.</summary>
public sealed record SegmentOptions
{
    /// <summary>Connections to one object at once; null: as many as the origin's pace leaves free. 1: one stream.</summary>
    public int? Segments { get; init; }

    /// <summary>Segments begin at multiples of this, in bytes.</summary>
    public long PartSize { get; init; } = 8 << 20;

    /// <summary>What is left of a segment is split only if it is at least so long, in bytes.</summary>
    public long MinSplit { get; init; } = 8 << 20;

    /// <summary>An object of at least this length, in bytes, is written with a checkpoint, so that it can be gone on with.</summary>
    public long ResumeFrom { get; init; } = 1 << 20;

    /// <summary>Read what a part file holds back before going on with it; what was stored without it, and has no sums, is fetched again.</summary>
    public bool VerifyResume { get; init; }

    /// <summary>Ask for the head alone before the first byte.</summary>
    public bool Head { get; init; }

    /// <summary>A second connection fetches the last piece where the first is slow.</summary>
    public bool Hedge { get; init; } = true;

    public VerifyMode Verify { get; init; } = VerifyMode.Available;

    /// <summary>A digest file beside the object: <c>sha256</c> asks for <c>URL.sha256</c> first. Null: none.</summary>
    public string? Sidecar { get; init; }
}
