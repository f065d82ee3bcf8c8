using Swarm.Domain;
using Swarm.TestSupport.Objects;
using Swarm.TestSupport.Objects.Faults;

namespace Swarm.Tests.Objects.Cases;

/// <summary>Servers that stand still or drip (X21).</summary>
static class SlowCases
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static IEnumerable<ObjectCase> All => Cases.Select(c => c with { Settings = Brisk.Impatient, Before = run => run.Object.HoldFor = TimeSpan.FromMilliseconds(200) });

    static IEnumerable<ObjectCase> Cases =>
    [
        new("never answers, once", Expect.Right, () => SlowFaults.Silent().Once()) { Hold = false },
        new("never answers", Expect.Fails(Reason.Timeout), () => SlowFaults.Silent()) { Hold = false },
        new("never answers to one part", Expect.Right, () => SlowFaults.Silent(When.Ranged).Once()),
        new("stands still in mid-body, once", Expect.Right, () => SlowFaults.Stalls(300_000).Once()) { Hold = false },
        new("stands still in a part, once", Expect.Right, () => SlowFaults.Stalls(10_000, When.Ranged).Once()),
        new("stands still at once, every time", Expect.Fails(Reason.Timeout, Reason.Slow), () => SlowFaults.Stalls(0)) { Hold = false },
        new("drips, once", Expect.Right, () => SlowFaults.Drips(10, Pause).Once()) { Hold = false },
        new("drips in a part, once", Expect.Right, () => SlowFaults.Drips(10, Pause, When.Ranged).Once()),
        new("drips", Expect.Fails(Reason.Slow, Reason.Timeout), () => SlowFaults.Drips(10, Pause)) { Hold = false },
    ];
}
