using Swarm.Domain.Requests;
using Swarm.Settings;

namespace Swarm.Tests;

/// <summary>Settings that wait for nothing.</summary>
static class Quick
{
    public static SwarmSettings Settings { get; } = new()
    {
        Strategy = new StrategyOptions { PerOrigin = 16, Delay = TimeSpan.Zero, Attempts = 2, Backoff = new BackoffOptions { First = TimeSpan.FromMilliseconds(10) } },
    };
}
