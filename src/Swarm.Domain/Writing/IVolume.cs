using Swarm.Domain.Transfers;

namespace Swarm.Domain.Writing;

/// <summary>The output folder: stages files beside their targets and commits them by rename. Nothing is ever opened outside of it or through a link.</summary>
public interface IVolume : IDisposable
{
    /// <summary>A file to be; touches the disk only when its buffer is full or it is committed. Thread-safe.</summary>
    /// <param name="path">Relative, <c>/</c> between segments, as the naming rules made it; checked again here.</param>
    /// <param name="digests">Those that <see cref="IUncommittedFile.Commit"/> will ask for, so that they are taken as the bytes pass.</param>
    IStagedFile Stage(string path, IReadOnlyList<DigestAlgorithm>? digests = null);

    /// <summary>The same, with the media type that the server gave: a store keeps it with the object.</summary>
    IStagedFile Stage(string path, IReadOnlyList<DigestAlgorithm>? digests, string? contentType) => Stage(path, digests);

    /// <summary>Length and modification time of the regular file at <paramref name="path"/>, or null. Blocks.</summary>
    FileFacts? Look(string path);

    /// <summary>Moves a finished file to another name, both inside; true where it was there to be moved. Blocks.</summary>
    bool Move(string from, string to);

    /// <summary>Leaves an empty file at <paramref name="path"/> unless one is there (the failure marker). Blocks.</summary>
    void Mark(string path);

    /// <summary>False where nothing is kept, or bytes must come in order: then there are no part files.</summary>
    bool KeepsParts => false;

    /// <summary>
    /// How far, in bytes, sinks of a part file may be ahead of what is written from its start on without a gap; null: anywhere. A sink that is
    /// more than 1 MiB ahead waits in <see cref="IByteSink.FlushAsync"/> for its turn, so that pieces should be no longer than that.
    /// </summary>
    long? Window => null;

    /// <summary>
    /// The part file that an earlier attempt, or a run that was killed, left under this key, with what its checkpoint vouches for; null where
    /// there is none that can be trusted. Blocks.
    /// </summary>
    /// <param name="key">Of the bundle, the same in every run.</param>
    /// <exception cref="TransferException">Disk: it is open already, here or in another process. Permission.</exception>
    IPartFile? Resume(string key) => null;

    /// <summary><see cref="Resume"/> where a store has to be asked: blocks nobody.</summary>
    ValueTask<IPartFile?> ResumeAsync(string key, CancellationToken token) => new(Resume(key));

    /// <summary>Begins a part file; what an earlier one left under this key is discarded. Blocks.</summary>
    /// <param name="digests">Those that <see cref="IUncommittedFile.Commit"/> will ask for. Of CRCs among them, the pieces' own are kept with what is held.</param>
    /// <exception cref="TransferException">DiskFull where there is no room for all of it; Disk, Permission, Name.</exception>
    IPartFile Begin(string key, string path, PartIdentity identity, IReadOnlyList<DigestAlgorithm>? digests = null) =>
        throw new NotSupportedException();

    /// <summary>Removes what is left under this key, where there is anything; the part file itself must have been disposed of. Blocks.</summary>
    void Drop(string key)
    {
    }
}

/// <summary>A volume that is elsewhere: what it holds of an object that has failed may cost, and can't always be removed.</summary>
public interface IRemoteVolume : IVolume
{
    /// <summary><see cref="IVolume.Drop"/> of a bundle that has failed for good; comes back when that is done, or given up: then with why. Never throws.</summary>
    /// <param name="path">The bundle's, or null where it never had one.</param>
    Task<Failure?> AbandonAsync(string key, string? path);
}

/// <summary>Takes one stream of bytes, in order, through one buffer of at most 512 KiB.</summary>
public interface IByteSink : IDisposable
{
    /// <summary>Room for the next bytes, never empty; from the volume's pool.</summary>
    Memory<byte> GetMemory();

    /// <summary>
    /// Reads on in an answer's body, into that room or past it: a sink that need not see the bytes may have the kernel move them. How many; 0 at the end.
    /// </summary>
    ValueTask<int> ReadAsync(IExchange exchange, CancellationToken token) => exchange.ReadAsync(GetMemory(), token);

    /// <summary>Takes what was put there. True: the buffer is full, call <see cref="FlushAsync"/> before going on.</summary>
    bool Advance(int count);

    /// <summary>Writes the buffer at its position in the temporary file.</summary>
    /// <exception cref="TransferException">Disk, DiskFull, Permission.</exception>
    ValueTask FlushAsync(CancellationToken token);
}

/// <summary>A file that waits for its final name: committed or discarded once.</summary>
public interface IUncommittedFile : IDisposable
{
    /// <summary>Bytes taken so far.</summary>
    long Length { get; }

    /// <summary>
    /// Checks length and digests, writes what is left, flushes as durability asks and renames to the final name. Blocks: for a writer's thread.
    /// </summary>
    /// <exception cref="TransferException">Checksum, Truncated, Name, Disk, DiskFull, Permission; the target is as it was.</exception>
    FileFacts Commit(CommitDemand demand);

    /// <summary><see cref="Commit"/> where it waits for a store: blocks nobody. Null where it waits for a disk at most.</summary>
    ValueTask<FileFacts>? CommitAsync(CommitDemand demand) => null;
}

/// <summary>One file on its way to its final name, filled in one go by one transfer. Disposed of before it is committed, it leaves nothing.</summary>
public interface IStagedFile : IByteSink, IUncommittedFile;

/// <summary>
/// A file that is filled in pieces, in any order, by several transfers at once, and outlives the process: what its checkpoint says it holds is
/// on disk. Disposed of before it is committed, it stays for <see cref="IVolume.Resume"/>: that blocks, until the last record is written. Thread-safe,
/// but for its sinks; what they write once it is committed, discarded or disposed of is refused with reason cancelled.
/// </summary>
public interface IPartFile : IUncommittedFile
{
    /// <summary>The file that it is to become.</summary>
    string Path { get; }

    PartIdentity Identity { get; }

    /// <summary>What is written, with sums of the pieces: a copy.</summary>
    IntervalSet Held { get; }

    /// <summary>Sinks that may be open at once; null: any number. 1: bytes have to come in order, without a gap.</summary>
    int? Sinks => null;

    /// <summary>Bytes that are stored by one request: segments had better begin at multiples of it. Null: it makes no difference.</summary>
    long? Piece => null;

    /// <summary>
    /// Takes bytes from <paramref name="position"/> of the file on. When it is disposed of, what it still has in its buffer is dropped: flush first.
    /// </summary>
    IByteSink Open(long position);

    /// <summary>Reads back what is held and keeps only what still has the sums that were recorded; from then on sums are taken of all that comes. Blocks.</summary>
    void Recheck();

    /// <summary>Removes the file and its checkpoint. Blocks.</summary>
    void Discard();
}

/// <summary>What a part file is of: it is gone on with only where all of this still holds.</summary>
/// <param name="Url">The URL that answered, credentials and fragment left out.</param>
/// <param name="Length">Bytes that the file will have when it is whole.</param>
/// <param name="Offset">Place in the object of the file's first byte: 0 unless a range was asked for.</param>
/// <param name="Validators">What the server said of the object's identity.</param>
public sealed record PartIdentity(string Url, long Length, long Offset, Validators Validators)
{
    /// <summary>Bytes of the whole object, or null where they are not known.</summary>
    public long? Total { get; init; }

    /// <summary>Digests of the whole file that were known when it was begun.</summary>
    public IReadOnlyList<Checksum> Promised { get; init; } = [];

    /// <summary>The media type that the server gave, or null.</summary>
    public string? ContentType { get; init; }

    /// <summary>What makes it the same object; not what is known of it besides.</summary>
    public bool Equals(PartIdentity? other) =>
        other is not null && (Url, Length, Offset, Validators) == (other.Url, other.Length, other.Offset, other.Validators);

    public override int GetHashCode() => HashCode.Combine(Url, Length, Offset, Validators);
}

/// <summary>What must hold before a file gets its final name.</summary>
/// <param name="Length">The length the response stated, or null.</param>
/// <param name="Checksums">Digests the list, the server or a file beside the object gave: every one must hold.</param>
/// <param name="Modified">The server's modification time to set, or null.</param>
public readonly record struct CommitDemand(long? Length, IReadOnlyList<Checksum> Checksums, DateTimeOffset? Modified)
{
    public IReadOnlyList<Checksum> Checksums { get => field ?? []; } = Checksums;
}

/// <summary>A regular file as it lies on disk.</summary>
/// <param name="Digest">As <c>name=hex</c> where it was computed, else null.</param>
public sealed record FileFacts(long Length, DateTimeOffset Modified, string? Digest);
