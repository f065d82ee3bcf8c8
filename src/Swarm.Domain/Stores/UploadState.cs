namespace Swarm.Domain.Stores;

/// <summary>What must be remembered of an upload so that another process can go on with it. It holds no part list: the store's own is asked for.</summary>
/// <param name="PartSize">Bytes of each part but the last; of an object of unknown length, of the first.</param>
public sealed record UploadState(UploadSession Session, long PartSize)
{
    /// <summary>Of the source when it was begun: an upload is gone on with only where both still hold. -1: not known.</summary>
    public long SourceLength { get; init; } = -1;

    public DateTimeOffset? SourceModified { get; init; }

    /// <summary>Of a source on the web: what it said of its identity.</summary>
    public Validators Validators { get; init; }

    /// <summary>Of a source on the web: which bytes of what it is; null: a local file or another object.</summary>
    public WebSource? Web { get; init; }

    /// <summary>When it was asked for. A session without an id was asked for, and nobody knows whether the store has begun it.</summary>
    public DateTimeOffset? Begun { get; init; }

    /// <summary>The ETag that the object will have, where those of its parts tell; known before it is completed, so that a lost answer can be told from a lost upload.</summary>
    public string? ETag { get; init; }

    /// <summary>CRC of each part that was sent, by number: what the whole's is combined from; CRC-64 at OSS, CRC-32C elsewhere. Unknown ones are read again.</summary>
    public IReadOnlyDictionary<int, ulong> PartSums { get; init; } = new Dictionary<int, ulong>();
}

/// <summary>What an upload is fed from, beside what its state says of length and identity.</summary>
/// <param name="Url">That answered, credentials, query and fragment left out.</param>
/// <param name="Offset">Place in the source of the upload's first byte.</param>
/// <param name="Total">Bytes of the whole source, or null where they are not known.</param>
/// <param name="Promised">Digests of the upload's bytes that were known when it was begun.</param>
public sealed record WebSource(string Url, long Offset, long? Total, IReadOnlyList<Checksum> Promised);

/// <summary>Keeps the states of uploads, by the key of their bundle: in the job's state, or in a file beside the source. Thread-safe; what is saved survives kill -9.</summary>
public interface IUploadStates
{
    /// <summary>Null where there is none that can be trusted. Blocks.</summary>
    UploadState? Load(string key);

    /// <summary>Returns when it is durable. Blocks.</summary>
    void Save(string key, UploadState state);

    void Drop(string key);

    /// <summary>All that are there. Blocks.</summary>
    IReadOnlyList<(string Key, UploadState State)> All();
}
