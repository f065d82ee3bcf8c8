namespace Swarm.Domain.Transfers.Segments;

/// <summary>A download chunk by chunk, by google.resumable_media's rules: which range comes next, and what an answer makes of it. Immutable.</summary>
public sealed record ChunkState
{
    ChunkState(long start, long? end, long chunkSize)
    {
        Start = start;
        End = end;
        ChunkSize = chunkSize;
    }

    public long Start { get; }

    /// <summary>The last byte that is wanted, inclusive; null: to the object's end.</summary>
    public long? End { get; }

    public long ChunkSize { get; }

    public long BytesDownloaded { get; init; }

    /// <summary>The object's length; null until an answer has told it.</summary>
    public long? TotalBytes { get; init; }

    public bool IsFinished { get; init; }

    /// <summary>An answer was refused; there is no going on.</summary>
    public bool IsInvalid { get; init; }

    /// <summary>The version that the first answer pinned.</summary>
    public RangePin Pin { get; init; }

    /// <summary>x-goog-generation of the first answer.</summary>
    public string? Generation { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A negative start, an end before it, or chunks of no bytes.</exception>
    public static ChunkState Begin(long chunkSize, long start = 0, long? end = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chunkSize);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        if (end < start) throw new ArgumentOutOfRangeException(nameof(end), end, "The range ends before it begins.");
        return new ChunkState(start, end, chunkSize);
    }

    /// <summary>The range to ask for.</summary>
    /// <exception cref="InvalidOperationException">It is finished or invalid.</exception>
    public ByteRange NextRange()
    {
        if (IsFinished) throw new InvalidOperationException("Download has finished.");
        if (IsInvalid) throw new InvalidOperationException("Download is invalid and cannot be re-used.");
        var first = Start + BytesDownloaded;
        var last = ChunkSize > long.MaxValue - first ? long.MaxValue : first + ChunkSize - 1;
        return new ByteRange(first, Math.Min(last, Math.Min(End ?? long.MaxValue, TotalBytes - 1 ?? long.MaxValue)));
    }

    /// <summary>Judges an answer before its body is read: the step's length is what the body must have, its state what comes of that.</summary>
    public ChunkStep Judge(ResponseHead head) => ChunkRules.Judge(this, head);

    /// <summary>Judges an answer whose body was read.</summary>
    public ChunkStep Process(ResponseHead head, long received)
    {
        var step = Judge(head);
        return step.Fault is not null || step.Length == received ? step : ChunkRules.WrongLength(this, step.Length, received);
    }
}
