using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.TestSupport.Objects;
using Swarm.TestSupport.Objects.Faults;

namespace Swarm.Tests.Objects.Cases;

/// <summary>Errors, waits, redirects, empty objects (X8 to X11, X20).</summary>
static class StatusCases
{
    static readonly string[] Waits = ["0", "1", "86400", "31536000000", "Tue, 01 Jan 2036 00:00:00 GMT", "Tue, 01 Jan 2019 00:00:00 GMT", "-1", "1.0", "soon"];

    public static IEnumerable<ObjectCase> All =>
    [
        new("empty", Expect.Right) { Length = 0, Hold = false },
        new("a range of an empty object", Expect.Right)
        {
            Length = 0, Hold = false, Ask = (_, bundle) => bundle with { Range = new ByteRange(0, 499) }, Then = run => Assert.All(run.Object.Asks, a => Assert.NotNull(a.Range)),
        },
        .. Waits.Select((wait, i) => new ObjectCase($"Retry-After: {wait}", Expect.Right, () => StatusFaults.Waits(i % 2 == 0 ? 429 : 503, wait).Once()) { Hold = false }),
        new("429 for ever", Expect.Fails(Reason.Status), () => StatusFaults.Waits(429, "1")) { Hold = false, Then = run => Assert.Equal(6, run.Object.Asks.Count) },
        new("429 to parts, twice", Expect.Right, () => StatusFaults.Waits(429, "1", When.Ranged).AtMost(2)),
        new("503 to every part", Expect.RightOr(Reason.Status), () => StatusFaults.Waits(503, "0", When.Ranged)) { Then = Bounded },
        new("500 three times", Expect.Right, () => StatusFaults.Fails(500).AtMost(3)) { Hold = false, Then = run => Assert.Equal(1, run.Object.Asks.Skip(3).Count(a => a.Range is null)) },
        new("500 for ever", Expect.Fails(Reason.Status), () => StatusFaults.Fails(500)) { Hold = false, Then = run => Assert.Equal(6, run.Object.Asks.Count) },
        new("500 to parts, three times", Expect.Right, () => StatusFaults.Fails(500, When.Ranged).AtMost(3)),
        new("500 to every part", Expect.RightOr(Reason.Status), () => StatusFaults.Fails(500, When.Ranged)) { Then = Bounded },
        new("403 to every part", Expect.RightOr(Reason.Status), () => StatusFaults.Fails(403, When.Ranged)) { Then = Bounded },
        new("404 to a part, once", Expect.RightOr(Reason.Status), () => StatusFaults.Fails(404, When.Ranged).Once()),
        new("404", Expect.Fails(Reason.Status), () => StatusFaults.Fails(404)) { Hold = false, Then = run => Assert.Single(run.Object.Asks) },
        new("redirected to itself for ever", Expect.Fails(Reason.Redirect), () => StatusFaults.Redirects()) { Hold = false, Then = Bounded },
        new("parts redirected to themselves for ever", Expect.RightOr(Reason.Redirect), () => StatusFaults.Redirects(when: When.Ranged)) { Then = run => Assert.InRange(run.Object.Asks.Count, 1, 600) },
        new("redirected elsewhere", Expect.Right, () => StatusFaults.Redirects("/moved.bin")) { Hold = false, Before = Moved },
        new("redirected elsewhere with 308, where bodies break", Expect.Right, () => StatusFaults.Redirects("/moved.bin", 308))
        {
            Hold = false, Before = run => run.Serve("/moved.bin", run.Object.Current, BreakFaults.Breaks(300_000).Once()),
        },
        new("parts redirected to another object", Expect.RightOrNamed, () => StatusFaults.Redirects("/moved.bin", when: When.Ranged))
        {
            Before = run => run.Serve("/moved.bin", run.Object.Current.Next()),
        },
        new("a part redirected to another object with the same tag, told by a digest", Expect.RightOr(Reason.Checksum),
            () => StatusFaults.Redirects("/moved.bin", when: When.Ranged).Once())
        {
            Before = run => run.Serve("/moved.bin", run.Object.Current with { Content = run.Object.Current.Content.Other() }), Ask = DigestCases.WithSha256,
        },
    ];

    static void Bounded(ObjectRun run) => Assert.InRange(run.Object.Asks.Count, 1, 60);

    static void Moved(ObjectRun run) => run.Serve("/moved.bin", run.Object.Current).HoldAfter = 128 << 10;
}
