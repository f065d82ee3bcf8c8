namespace Swarm.Domain.Writing;

/// <summary>The output folder: stages files beside their targets and commits them by rename. Nothing is ever opened outside of it or through a link.</summary>
public interface IVolume : IDisposable
{
    /// <summary>A file to be; touches the disk only when its buffer is full or it is committed. Thread-safe.</summary>
    /// <param name="path">Relative, <c>/</c> between segments, as the naming rules made it; checked again here.</param>
    /// <param name="digest">The digest that <see cref="IStagedFile.Commit"/> will ask for, so that it is taken as the bytes pass.</param>
    IStagedFile Stage(string path, DigestAlgorithm? digest = null);

    /// <summary>Length and modification time of the regular file at <paramref name="path"/>, or null. Blocks.</summary>
    FileFacts? Look(string path);

    /// <summary>Moves a finished file to another name, both inside; true where it was there to be moved. Blocks.</summary>
    bool Move(string from, string to);

    /// <summary>Leaves an empty file at <paramref name="path"/> unless one is there (the failure marker). Blocks.</summary>
    void Mark(string path);
}

/// <summary>One file on its way to its final name: filled by one transfer, committed or discarded once.</summary>
public interface IStagedFile : IDisposable
{
    /// <summary>Room for the next bytes, never empty; from the volume's pool.</summary>
    Memory<byte> GetMemory();

    /// <summary>Takes what was put there. True: the buffer is full, call <see cref="FlushAsync"/> before going on.</summary>
    bool Advance(int count);

    /// <summary>Writes the buffer at its position in the temporary file.</summary>
    /// <exception cref="TransferException">Disk, DiskFull, Permission.</exception>
    ValueTask FlushAsync(CancellationToken token);

    /// <summary>Bytes taken so far.</summary>
    long Length { get; }

    /// <summary>
    /// Checks length and digest, writes what is left, flushes as durability asks and renames to the final name. Blocks: for a writer's thread.
    /// </summary>
    /// <exception cref="TransferException">Checksum, Truncated, Name, Disk, DiskFull, Permission; the target is as it was.</exception>
    FileFacts Commit(CommitDemand demand);
}

/// <summary>What must hold before a file gets its final name.</summary>
/// <param name="Length">The length the response stated, or null.</param>
/// <param name="Checksum">The digest the list gave, or null.</param>
/// <param name="Modified">The server's modification time to set, or null.</param>
public readonly record struct CommitDemand(long? Length, Checksum? Checksum, DateTimeOffset? Modified);

/// <summary>A regular file as it lies on disk.</summary>
/// <param name="Digest">As <c>name=hex</c> where it was computed, else null.</param>
public sealed record FileFacts(long Length, DateTimeOffset Modified, string? Digest);
