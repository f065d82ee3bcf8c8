namespace Swarm.Domain.Stores;

/// <summary>An upload under way, as the store knows it.</summary>
/// <param name="Id">Upload id (S3, OSS) or session URL (Google). A session URL is a credential: state files hold it, logs and screens never.</param>
public sealed record UploadSession(StoreAddress Target, string Id)
{
    /// <summary>As <see cref="PutOptions.IfAbsent"/> was when it was begun: S3 and OSS hold to it only when the upload is completed.</summary>
    public bool IfAbsent { get; init; }

    /// <summary>Without the id, which may be a credential.</summary>
    public override string ToString() => $"an upload to {Target}";
}

/// <summary>A part that the store holds.</summary>
/// <param name="Number">From 1 to 10,000.</param>
/// <param name="ETag">As the store gave it, quotes included; empty where parts have none (Google).</param>
public readonly record struct PartFacts(int Number, long Size, string ETag);

/// <summary>How far the store says an upload is; it is trusted over what we remember.</summary>
public sealed record UploadStatus
{
    /// <summary>The store knows no such session (any more): begin anew.</summary>
    public static UploadStatus Gone { get; } = new() { IsGone = true };

    public bool IsGone { get; private init; }

    /// <summary>Parts held, in order of number; of a session in order (Google) none.</summary>
    public IReadOnlyList<PartFacts> Parts { get; init; } = [];

    /// <summary>Of a session in order: bytes held from the start on.</summary>
    public long Held { get; init; }

    /// <summary>It was completed: what the store made of it.</summary>
    public ObjectFacts? Completed { get; init; }
}

/// <summary>An upload that was begun and neither completed nor aborted, as a store lists it.</summary>
public sealed record UnfinishedUpload(UploadSession Session, DateTimeOffset? Begun);

/// <summary>A part to be sent.</summary>
/// <param name="Number">From 1 on.</param>
/// <param name="Offset">Of its first byte in the object.</param>
/// <param name="IsLast">The object ends with it; of an object of unknown length it may then be empty.</param>
public readonly record struct PartDemand(int Number, long Offset, bool IsLast);
