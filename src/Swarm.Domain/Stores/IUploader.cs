namespace Swarm.Domain.Stores;

/// <summary>Brings one object into a store: whole or in parts, resumed where an earlier try or run left off. Thread-safe.</summary>
public interface IUploader
{
    /// <summary>Comes back when the store has the whole object and its answer agrees with what was sent.</summary>
    /// <param name="progress">Hears of bytes that the store holds: (held, total), monotonic within a try; total is -1 where it is not known.</param>
    /// <exception cref="TransferException">This try failed; what the store holds of it is kept for the next, until <see cref="GiveUpAsync"/>.</exception>
    Task<UploadReceipt> UploadAsync(UploadOrder order, Action<long, long> progress, CancellationToken token);

    /// <summary>There will be no further try: aborts what was begun, once, with patience of its own. Reports rather than throws.</summary>
    Task<Failure?> GiveUpAsync(UploadOrder order);
}

/// <summary>What is to go where.</summary>
/// <param name="Key">Of the bundle, the same in every run: what its state is found by.</param>
/// <param name="Source">A local path, or the address of an object for a copy within one store.</param>
public sealed record UploadOrder(string Key, StoreAddress Target, string Source)
{
    public PutOptions Options { get; init; } = PutOptions.Default;

    /// <summary>A digest of the whole that the caller knows: the source must have it.</summary>
    public Checksum? Checksum { get; init; }
}

/// <summary>What the store made of an upload.</summary>
/// <param name="Length">Bytes of the object.</param>
/// <param name="Status">Of the last answer.</param>
public sealed record UploadReceipt(long Length, int Status)
{
    public string? ETag { get; init; }

    /// <summary>Of the bytes as they were read, where one was taken.</summary>
    public Checksum? Digest { get; init; }

    /// <summary>Bytes that an earlier try or run had brought.</summary>
    public long Resumed { get; init; }
}
