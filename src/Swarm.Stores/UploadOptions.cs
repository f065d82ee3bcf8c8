using Swarm.Domain;

namespace Swarm.Stores;

/// <summary>How objects are brought into a store.</summary>
public sealed record UploadOptions
{
    /// <summary>Bytes of a part, more where the object would not fit into the store's number of parts.</summary>
    public long PartSize { get; init; } = 8 << 20;

    /// <summary>Parts of one object on their way at once.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>Larger objects go in parts.</summary>
    public long WholeUpTo { get; init; } = 16 << 20;

    /// <summary>Sent with each body so that the store refuses what came damaged: md5, sha-256 or, by default, none: TLS and the whole's checksum have to do.</summary>
    public DigestAlgorithm? BodyDigest { get; init; }

    /// <summary>What was begun and failed for good stays at the store, for a later run.</summary>
    public bool KeepParts { get; init; }

    /// <summary>Tries of one part before its object's try fails.</summary>
    public int PartAttempts { get; init; } = 4;
}
