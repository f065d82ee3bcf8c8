using Swarm.Domain;
using Swarm.TestSupport.Objects;
using Swarm.TestSupport.Objects.Faults;

namespace Swarm.Tests.Objects.Cases;

/// <summary>Ranges ignored, or answered with another part (X1 to X4).</summary>
static class RangeCases
{
    public static IEnumerable<ObjectCase> All =>
    [
        new("no fault", Expect.Right) { Then = run => Assert.InRange(run.Object.Asks.Count(a => a.Range is not null), 1, 40) },
        new("Range ignored", Expect.Right, () => RangeFaults.Ignored()),
        new("Range ignored, and the body breaks", Expect.Right, () => BreakFaults.Breaks(300_000).Once(), () => RangeFaults.Ignored()),
        new("Range ignored from the second on", Expect.Right, () => RangeFaults.Ignored(When.RangedFrom(2))),
        new("Range ignored once", Expect.Right, () => RangeFaults.Ignored().Once()),
        new("no ranges, and the body breaks", Expect.Right, () => BreakFaults.Breaks(300_000).Once()) { Hold = false, Before = run => run.Object.TakesRanges = false },
        .. Both("part begins later", () => RangeFaults.OtherStart(100)),
        .. Both("part begins one byte later", () => RangeFaults.OtherStart(1)),
        new("part begins earlier", Expect.Right, () => RangeFaults.OtherStart(-100)),
        new("part begins earlier, once", Expect.Right, () => RangeFaults.OtherStart(-100).Once()),
        .. Both("part ends later", () => RangeFaults.LaterEnd(1000)),
        .. Both("part overlaps its neighbours", () => RangeFaults.Overlapping(500)),
        new("part is shorter", Expect.Right, () => RangeFaults.Shorter(20_000)),
        new("part is one byte, once", Expect.Right, () => RangeFaults.Shorter(1).Once()),
        .. Both("206 to a whole", () => RangeFaults.PartOfWhole()),
        .. Both("206 with the beginning to a whole", () => RangeFaults.BeginningOfWhole(1000)),
    ];

    /// <summary>Once it must be got over, always it must at least be found out.</summary>
    public static ObjectCase[] Both(string name, Func<ObjectFault> fault, params Reason[] reasons) =>
    [
        new(name + ", once", Expect.Right, () => fault().Once()),
        new(name + ", always", reasons.Length == 0 ? Expect.RightOrNamed : Expect.RightOr(reasons), fault),
    ];
}
