using Swarm.Domain;
using Swarm.TestSupport.Objects;
using Swarm.TestSupport.Objects.Faults;

namespace Swarm.Tests.Objects.Cases;

/// <summary>Bodies and answers that end too early (X5, X6, X9).</summary>
static class BreakCases
{
    public static IEnumerable<ObjectCase> All =>
    [
        new("closes in mid-body", Expect.Right, () => BreakFaults.Breaks(300_000).Once()) { Hold = false },
        new ObjectCase("closes in mid-body, one stream", Expect.Right, () => BreakFaults.Breaks(300_000).Once()) { Then = OnlyTheRest }.Alone(),
        new("resets in mid-body", Expect.Right, () => BreakFaults.Breaks(300_000, end: BodyEnd.Reset).Once()) { Hold = false },
        new("closes in the body of a part", Expect.Right, () => BreakFaults.Breaks(10_000, When.Ranged).Once()),
        new("closes in mid-body, three times", Expect.Right, () => BreakFaults.Breaks(50_000).AtMost(3)) { Hold = false },
        new("closes after 30,000 bytes every time", Expect.Right, () => BreakFaults.Breaks(30_000)) { Hold = false },
        new ObjectCase("closes after 100,000 bytes every time, one stream", Expect.Right, () => BreakFaults.Breaks(100_000)) { Then = OnlyTheRest }.Alone(),
        new("closes at once every time", Expect.Fails(Reason.Truncated), () => BreakFaults.Breaks(0)) { Hold = false, Then = Bounded },
        new("resets at once every time", Expect.Fails(Reason.Reset, Reason.Truncated), () => BreakFaults.Breaks(0, end: BodyEnd.Reset)) { Hold = false, Then = Bounded },
        new("every part closes at once", Expect.Right, () => BreakFaults.Breaks(0, When.Ranged)) { Then = Bounded },
        new("no answer once", Expect.Right, () => BreakFaults.NoAnswer().Once()) { Hold = false },
        new("no answer to a part, twice", Expect.Right, () => BreakFaults.NoAnswer(When.Ranged).AtMost(2)),
        new("no answer ever", Expect.Fails(Reason.Truncated, Reason.Reset, Reason.Protocol), () => BreakFaults.NoAnswer()) { Hold = false, Then = Bounded },
        new("reset without an answer, once", Expect.Right, () => BreakFaults.NoAnswer(end: BodyEnd.Reset).Once()) { Hold = false },
        new("Content-Length too large, once", Expect.Right, () => BreakFaults.PromisesMore(1000, When.Whole).Once()),
        new("Content-Length too large, always", Expect.AnyFailure, () => BreakFaults.PromisesMore(1000)) { Then = Bounded },
        new ObjectCase("Content-Length too large once, then 416 where all is here", Expect.Right, () => BreakFaults.PromisesMore(1000, When.Whole).Once()).Alone(),
        .. RangeCases.Both("Content-Length of a part too large", () => BreakFaults.PromisesMore(10, When.Ranged)),
        new("chunked, cut once", Expect.Right, () => BreakFaults.BreaksChunked(300_000).Once()) { Hold = false },
        new("chunked, cut every time", Expect.Fails(Reason.Truncated), () => BreakFaults.BreaksChunked(300_000)) { Hold = false, Then = Bounded },
        new("chunked", Expect.Right, () => BreakFaults.Chunked()) { Hold = false },
        new("parts chunked", Expect.Right, () => BreakFaults.Chunked(When.Ranged)),
        new("ends with the connection", Expect.Right, () => BreakFaults.NoLength()) { Hold = false },
        new("parts end with the connection", Expect.Right, () => BreakFaults.NoLength(When.Ranged)),
    ];

    /// <summary>While the whole is still on its way, parts may be asked for again: more often on a slow machine.</summary>
    static void Bounded(ObjectRun run) => Assert.InRange(run.Object.Asks.Count, 1, 300);

    /// <summary>What was there is not fetched again, but for what one buffer held.</summary>
    static void OnlyTheRest(ObjectRun run) =>
        Assert.InRange(run.Object.BytesSent, run.Object.Current.Content.Length, run.Object.Current.Content.Length + (run.Object.Asks.Count - 1) * (256 << 10));
}
