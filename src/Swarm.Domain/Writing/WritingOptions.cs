namespace Swarm.Domain.Writing;

/// <summary>What is left where a bundle fails.</summary>
public enum FailureLeaves
{
    Nothing,
    Marker,
    Partial,
}

/// <summary>What "done" survives.</summary>
public enum Durability
{
    /// <summary>Kill -9 of the process.</summary>
    Process,

    /// <summary>A power cut: file and folder are flushed before "done" is recorded.</summary>
    Power,
}

/// <summary>How files are written.</summary>
public sealed record WritingOptions
{
    public FailureLeaves OnFailure { get; init; } = FailureLeaves.Nothing;

    public Durability Durability { get; init; } = Durability.Process;

    /// <summary>A file that is there already is taken as good, and no request is made.</summary>
    public bool SkipExisting { get; init; }

    /// <summary>Ask conditionally (ETag and date) for what was fetched before.</summary>
    public bool IfModified { get; init; }

    /// <summary>Set the file's modification time from Last-Modified.</summary>
    public bool KeepServerTime { get; init; }

    /// <summary>Fetch and verify, keep nothing.</summary>
    public bool Discard { get; init; }

    /// <summary>A digest to record of every file besides what lists ask for; null for none.</summary>
    public DigestAlgorithm? Record { get; init; }

    /// <summary>Bytes; a larger body fails with reason size. 0 means no limit.</summary>
    public long MaximumLength { get; init; }
}
