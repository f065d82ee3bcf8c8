namespace Swarm.TestSupport.Objects.Faults;

/// <summary>Servers that do not answer, or hardly (X21).</summary>
public static class SlowFaults
{
    /// <summary>A request is never answered.</summary>
    public static ObjectFault Silent(Strike? when = null) => BreakFaults.NoAnswer(when, BodyEnd.Stall);

    /// <summary>A body stands still after this many bytes.</summary>
    public static ObjectFault Stalls(long after, Strike? when = null) => BreakFaults.Breaks(after, when, BodyEnd.Stall);

    /// <summary>A body comes a few bytes at a time.</summary>
    public static ObjectFault Drips(int bytes, TimeSpan pause, Strike? when = null) =>
        new($"{bytes} bytes each {pause.TotalMilliseconds} ms", when ?? When.Always,
            (_, honest) => BreakFaults.IsBody(honest) ? honest with { Piece = bytes, Pause = pause } : honest);
}
