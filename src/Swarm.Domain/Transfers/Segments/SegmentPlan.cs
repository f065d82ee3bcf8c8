namespace Swarm.Domain.Transfers.Segments;

/// <summary>
/// Who fetches which bytes of one object. Segments are claimed, taken from and given back by any number of connections; the largest is halved
/// when nothing else is free. Thread-safe.
/// </summary>
public sealed class SegmentPlan
{
    readonly Lock _lock = new();
    readonly SegmentOptions _options;
    readonly long? _window;
    readonly FreeBytes _free;
    readonly List<Stretch> _stretches = [];

    /// <param name="length">Of the object, in bytes.</param>
    /// <param name="held">What is there already.</param>
    /// <param name="options">PartSize and MinSplit count.</param>
    /// <param name="window">
    /// For a target that takes bytes in order: claims are the first free bytes, of at most one PartSize, and never farther than this many bytes
    /// from the first that nobody has taken. Null: claims are as large as can be.
    /// </param>
    public SegmentPlan(long length, IntervalSet held, SegmentOptions options, long? window = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (options.PartSize <= 0) throw new ArgumentOutOfRangeException(nameof(options), options.PartSize, "Parts hold at least one byte.");
        if (window <= 0) throw new ArgumentOutOfRangeException(nameof(window), window, "A window holds at least one byte.");
        Length = length;
        _options = options;
        _window = window;
        _free = new FreeBytes(held.Gaps(length));
    }

    public long Length { get; }

    /// <summary>Bytes that nobody has taken yet.</summary>
    public long Remaining
    {
        get { lock (_lock) return _free.Length + _stretches.Sum(s => s.Left); }
    }

    /// <summary>Segments claimed and not given back, hedges among them.</summary>
    public int Open
    {
        get { lock (_lock) return _stretches.Sum(s => s.Readers); }
    }

    /// <summary>Every byte is taken, and no segment is open.</summary>
    public bool IsComplete
    {
        get { lock (_lock) return _free.First is null && _stretches.Count == 0; }
    }

    /// <summary>A claim would give something.</summary>
    public bool IsWorthSharing
    {
        get { lock (_lock) return FreeEnd() is not null || FindSplit() is not null; }
    }

    /// <summary>A hedge would give something.</summary>
    public bool IsWorthHedging
    {
        get { lock (_lock) return FindHedge() is not null; }
    }

    /// <summary>Bytes for one more connection: the first that are free, or else the second half of the largest open segment. Null: nothing that would be worth one.</summary>
    public Segment? Claim()
    {
        lock (_lock)
        {
            if (FreeEnd() is { } end)
            {
                var start = _free.First!.Value.Start;
                _free.Cut(start, end);
                return OpenOn(Begin(start, end));
            }

            if (FindSplit() is not { } split) return null;
            var tail = Begin(split.Cut, split.Whole.End);
            split.Whole.End = split.Cut;
            return OpenOn(tail);
        }
    }

    /// <summary>
    /// The bytes of the last open segment once more, for a second connection, when nothing else is left to claim; once. Who takes a byte first
    /// has it; when all is taken by either, both are over.
    /// </summary>
    public Segment? Hedge()
    {
        lock (_lock)
        {
            if (FindHedge() is not { } last) return null;
            last.WasHedged = true;
            return OpenOn(last);
        }
    }

    internal bool TryExtend(Segment segment)
    {
        lock (_lock)
        {
            var stretch = segment.Stretch;
            if (segment.IsClosed || stretch.Left > 0 || stretch.Readers > 1 || _free.EndOf(stretch.End) is not { } end) return false;
            if (_window is not null)
            {
                if (_free.First?.Start != stretch.End || FreeEnd() is not { } allowed) return false;
                end = allowed;
            }

            _free.Cut(stretch.End, end);
            stretch.End = end;
            return true;
        }
    }

    internal long PositionOf(Segment segment)
    {
        lock (_lock) return segment.Reached;
    }

    internal long EndOf(Segment segment)
    {
        lock (_lock) return segment.Stretch.End;
    }

    internal bool IsOver(Segment segment)
    {
        lock (_lock) return segment.IsClosed || segment.Stretch.Left == 0;
    }

    internal int Take(Segment segment, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        lock (_lock)
        {
            var stretch = segment.Stretch;
            if (segment.IsClosed || stretch.Left == 0) return 0;
            var taken = (int)Math.Min(count, stretch.End - segment.Reached);
            segment.Reached += taken;
            stretch.Lead = Math.Max(stretch.Lead, segment.Reached);
            return taken;
        }
    }

    internal void GiveBack(Segment segment, long? storedTo)
    {
        lock (_lock)
        {
            if (segment.IsClosed) return;
            segment.IsClosed = true;
            var stretch = segment.Stretch;
            if (--stretch.Readers == 0)
            {
                _stretches.Remove(stretch);
                _free.Add(stretch.Lead, stretch.End);
            }

            if (storedTo is { } lost) _free.Add(Math.Max(lost, segment.Start), segment.Reached);
        }
    }

    Stretch Begin(long start, long end)
    {
        var stretch = new Stretch(start, end);
        _stretches.Add(stretch);
        return stretch;
    }

    Segment OpenOn(Stretch stretch)
    {
        stretch.Readers++;
        return new Segment(this, stretch);
    }

    /// <summary>Where a claim of free bytes ends, or null where none may be claimed now.</summary>
    long? FreeEnd()
    {
        if (_free.First is not var (start, end)) return null;
        if (_window is not { } window) return end;
        var lowest = start;
        foreach (var stretch in _stretches)
            if (stretch.Left > 0) lowest = Math.Min(lowest, stretch.Lead);
        var limit = window > Length - lowest ? Length : lowest + window;
        end = Math.Min(end, NextPart(start));

        // A piece that reaches beyond the window waits until all of it fits; only the lowest may not wait, or nothing would ever move.
        return end <= limit ? end : start == lowest ? limit : null;
    }

    (Stretch Whole, long Cut)? FindSplit()
    {
        if (_window is not null) return null;
        (Stretch Whole, long Cut)? best = null;
        foreach (var whole in _stretches)
        {
            if (whole.Left < _options.MinSplit || (best is { } other && whole.Left <= other.Whole.Left)) continue;
            if (whole.Middle(_options.PartSize) is { } cut) best = (whole, cut);
        }

        return best;
    }

    Stretch? FindHedge()
    {
        if (FreeEnd() is not null || FindSplit() is not null) return null;
        Stretch? last = null;
        foreach (var stretch in _stretches)
        {
            if (stretch.Left == 0) continue;
            if (last is not null) return null;
            last = stretch;
        }

        return last is { WasHedged: false } ? last : null;
    }

    /// <summary>The first multiple of PartSize behind a position, or the object's end.</summary>
    long NextPart(long position)
    {
        var below = position - (position % _options.PartSize);
        return _options.PartSize > Length - below ? Length : below + _options.PartSize;
    }
}
