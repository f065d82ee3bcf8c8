using Swarm.Domain.Requests;
using Swarm.Domain.Transfers;
using Swarm.Engine;
using Swarm.Settings;

namespace Swarm.Tests.Objects;

/// <summary>Settings that cut small objects into many pieces and wait for next to nothing.</summary>
static class Brisk
{
    public static SwarmSettings Settings { get; } = new()
    {
        Strategy = new StrategyOptions
        {
            PerOrigin = 8,
            Delay = TimeSpan.Zero,
            Attempts = 6,
            Backoff = new BackoffOptions { First = TimeSpan.FromMilliseconds(1), Maximum = TimeSpan.FromMilliseconds(1) },
            ServerWaitCap = TimeSpan.FromMilliseconds(20),
        },
        Limits = new EngineOptions { ServerWaitCap = TimeSpan.FromMilliseconds(20), Breaker = new BreakerOptions { Failures = 1_000_000 } },
        Segments = new SegmentOptions { Segments = 4, PartSize = 64 << 10, MinSplit = 128 << 10, ResumeFrom = 64 << 10 },
    };

    public static SwarmSettings Impatient(SwarmSettings settings) => settings with
    {
        Timeouts = new TimeLimits
        {
            Headers = TimeSpan.FromMilliseconds(400),
            Idle = TimeSpan.FromMilliseconds(400),
            MinimumSpeed = 10_000,
            SlowWindow = TimeSpan.FromMilliseconds(500),
        },
    };
}
