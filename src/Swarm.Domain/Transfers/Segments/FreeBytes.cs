namespace Swarm.Domain.Transfers.Segments;

/// <summary>Bytes that nobody fetches: gaps in order, none touching the next.</summary>
sealed class FreeBytes
{
    readonly List<(long Start, long End)> _gaps;

    public FreeBytes(IEnumerable<(long Start, long End)> gaps)
    {
        _gaps = [.. gaps];
        foreach (var (start, end) in _gaps) Length += end - start;
    }

    /// <summary>Bytes in all.</summary>
    public long Length { get; private set; }

    public (long Start, long End)? First => _gaps.Count > 0 ? _gaps[0] : null;

    /// <summary>Where the gap ends that begins at <paramref name="start"/>; null where none does.</summary>
    public long? EndOf(long start)
    {
        foreach (var gap in _gaps)
            if (gap.Start == start) return gap.End;
        return null;
    }

    /// <summary>Takes bytes out with which a gap begins.</summary>
    public void Cut(long start, long end)
    {
        var at = _gaps.FindIndex(gap => gap.Start == start);
        Length -= end - start;
        if (end < _gaps[at].End) _gaps[at] = (end, _gaps[at].End);
        else _gaps.RemoveAt(at);
    }

    public void Add(long start, long end)
    {
        if (start >= end) return;
        var at = 0;
        while (at < _gaps.Count && _gaps[at].End < start) at++;
        while (at < _gaps.Count && _gaps[at].Start <= end)
        {
            (start, end) = (Math.Min(start, _gaps[at].Start), Math.Max(end, _gaps[at].End));
            Length -= _gaps[at].End - _gaps[at].Start;
            _gaps.RemoveAt(at);
        }

        _gaps.Insert(at, (start, end));
        Length += end - start;
    }
}
