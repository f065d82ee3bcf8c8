using Swarm.Domain.Integrity;

namespace Swarm.Domain;

/// <summary>Bytes from <paramref name="Start"/> up to, not including, <paramref name="End"/>.</summary>
/// <param name="Sums">Of these bytes, as far as they are known.</param>
public readonly record struct Interval(long Start, long End, PieceSums Sums)
{
    public long Length => End - Start;
}

/// <summary>Sums of a piece that can be joined to those of its neighbour; null: not known.</summary>
public readonly record struct PieceSums(uint? Crc32C, ulong? Crc64)
{
    /// <summary>The sums of this piece and the one of <paramref name="length"/> bytes behind it.</summary>
    public PieceSums Join(PieceSums next, long length) => length == 0 ? this : new PieceSums(
        Crc32C is { } a && next.Crc32C is { } b ? Integrity.Crc32C.Combine(a, b, length) : null,
        Crc64 is { } c && next.Crc64 is { } d ? Integrity.Crc64.Combine(c, d, length) : null);
}

/// <summary>The parts of a file that are there: intervals in order, none touching the next. Not thread-safe.</summary>
public sealed class IntervalSet
{
    readonly List<Interval> _intervals = [];

    public IntervalSet()
    {
    }

    public IntervalSet(IEnumerable<Interval> intervals)
    {
        foreach (var interval in intervals) Add(interval);
    }

    public IReadOnlyList<Interval> Intervals => _intervals;

    /// <summary>Bytes in all.</summary>
    public long Length
    {
        get
        {
            long length = 0;
            foreach (var interval in _intervals) length += interval.Length;
            return length;
        }
    }

    /// <summary>Takes an interval in. Where some of it is there already, the sums of the whole are no longer known.</summary>
    public void Add(Interval added)
    {
        if (added.Length <= 0) return;
        var at = FirstThatReaches(added.Start);
        while (at < _intervals.Count && _intervals[at].Start <= added.End)
        {
            added = Union(_intervals[at], added);
            _intervals.RemoveAt(at);
        }

        _intervals.Insert(at, added);
    }

    /// <summary>The bytes between 0 and <paramref name="end"/> that are not there, in order.</summary>
    public IEnumerable<(long Start, long End)> Gaps(long end)
    {
        long position = 0;
        foreach (var interval in _intervals)
        {
            if (position >= end) yield break;
            if (interval.Start > position) yield return (position, Math.Min(interval.Start, end));
            position = interval.End;
        }

        if (position < end) yield return (position, end);
    }

    static Interval Union(Interval a, Interval b)
    {
        var sums = a.End == b.Start ? a.Sums.Join(b.Sums, b.Length) : b.End == a.Start ? b.Sums.Join(a.Sums, a.Length) : default;
        return new Interval(Math.Min(a.Start, b.Start), Math.Max(a.End, b.End), sums);
    }

    int FirstThatReaches(long start)
    {
        var (low, high) = (0, _intervals.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_intervals[middle].End < start) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
