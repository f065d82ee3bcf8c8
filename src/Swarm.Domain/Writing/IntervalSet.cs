namespace Swarm.Domain.Writing;

/// <summary>Bytes from <paramref name="Start"/> up to, not including, <paramref name="End"/>.</summary>
/// <param name="Sums">Of these bytes, as far as they are known.</param>
public readonly record struct Interval(long Start, long End, PieceSums Sums)
{
    public long Length => End - Start;
}

/// <summary>Sums of a piece that can be joined to those of its neighbour; null: not known.</summary>
public readonly record struct PieceSums(uint? Crc32C, ulong? Crc64);

/// <summary>The parts of a file that are there: intervals in order, none touching the next. Not thread-safe.</summary>
public sealed class IntervalSet
{
    readonly List<Interval> _intervals;

    public IntervalSet() => _intervals = [];

    public IntervalSet(IEnumerable<Interval> intervals)
    {
        _intervals = [];
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

    /// <summary>Takes an interval in; of what is there already the sums are no longer known.</summary>
    public void Add(Interval added) => throw new NotImplementedException();

    /// <summary>The bytes between 0 and <paramref name="end"/> that are not there, in order.</summary>
    public IEnumerable<(long Start, long End)> Gaps(long end) => throw new NotImplementedException();
}
