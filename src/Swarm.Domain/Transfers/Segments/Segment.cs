namespace Swarm.Domain.Transfers.Segments;

/// <summary>Consecutive bytes that one connection fetches, in order, until they are over or given back. Its end may come nearer as it goes.</summary>
public sealed class Segment
{
    readonly SegmentPlan _plan;

    internal Segment(SegmentPlan plan, Stretch stretch)
    {
        _plan = plan;
        Stretch = stretch;
        Start = Reached = stretch.Lead;
    }

    /// <summary>The first byte it was given.</summary>
    public long Start { get; }

    /// <summary>The next byte that is wanted of it.</summary>
    public long Position => _plan.PositionOf(this);

    /// <summary>Exclusive; comes nearer when the tail is given to another.</summary>
    public long End => _plan.EndOf(this);

    /// <summary>Nothing is wanted of it any more: all is taken (by it or by its hedge), or it was given back.</summary>
    public bool IsOver => _plan.IsOver(this);

    internal Stretch Stretch { get; }

    internal long Reached { get; set; }

    internal bool IsClosed { get; set; }

    /// <summary>How many of the <paramref name="count"/> bytes read next still belong to it; these count as taken.</summary>
    public int Take(int count) => _plan.Take(this, count);

    /// <summary>Takes in what is free behind its end, for a connection that is over its segment and still has bytes to bring.</summary>
    public bool TryExtend() => _plan.TryExtend(this);

    /// <summary>Ends it: what it still has left is free again. To be called once it is over, too; twice does no harm.</summary>
    /// <param name="storedTo">Where bytes that it took were lost before they were stored: the first of these, to be fetched again.</param>
    public void GiveBack(long? storedTo = null) => _plan.GiveBack(this, storedTo);
}

/// <summary>The bytes of an open segment, or of one and its hedge.</summary>
sealed class Stretch(long start, long end)
{
    /// <summary>The first byte that nobody has taken.</summary>
    public long Lead { get; set; } = start;

    public long End { get; set; } = end;

    /// <summary>Segments that are at it: 1, or 2 with a hedge.</summary>
    public int Readers { get; set; }

    public bool WasHedged { get; set; }

    public long Left => End - Lead;

    /// <summary>The multiple of a part's size that begins the second half, or null where none lies within.</summary>
    public long? Middle(long part)
    {
        var half = Lead + (Left / 2);
        var below = half - (half % part);
        var cut = below == half || part >= End - below ? below : below + part;
        return cut > Lead ? cut : null;
    }
}
