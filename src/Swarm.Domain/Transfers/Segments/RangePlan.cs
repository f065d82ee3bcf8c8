namespace Swarm.Domain.Transfers.Segments;

/// <summary>Plans of ranges that are fixed beforehand: what is wanted of an object, cut into consecutive parts.</summary>
public static class RangePlan
{
    /// <summary>The range, or the whole object, in parts of <paramref name="partSize"/>, first and last byte of each; null where the range can't be satisfied.</summary>
    public static IReadOnlyList<(long First, long Last)>? Parts(long size, ByteRange? range, long partSize)
    {
        var wanted = range is { } some ? some.Resolve(size) : (0, size);
        return wanted is var (start, end) ? [.. Cut(start, end, partSize)] : null;
    }

    /// <summary>
    /// An equal share for each worker, cut into steps; what does not divide is one more share, and an object with fewer bytes than workers is one range.
    /// </summary>
    public static IReadOnlyList<(long First, long Last)> Shares(long size, int workers, long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        return [.. Cut(0, size, Math.Max(size < workers ? size : size / workers, 1)).SelectMany(share => Cut(share.First, share.Last + 1, step))];
    }

    static IEnumerable<(long First, long Last)> Cut(long start, long end, long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        for (; end - start > step; start += step) yield return (start, start + step - 1);
        if (start < end) yield return (start, end - 1);
    }
}
