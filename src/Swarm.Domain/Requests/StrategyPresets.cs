namespace Swarm.Domain.Requests;

/// <summary>The strategies that have a name.</summary>
public static class StrategyPresets
{
    /// <summary>Two at once, 0.25 s between requests, up to four more tries 60 s apart; 404 is final.</summary>
    public static StrategyOptions Lenient { get; } = new();

    /// <summary>Ten tries; after the n-th failure min(2^(n−2), 60) s.</summary>
    public static StrategyOptions Backoff { get; } = new()
    {
        Name = "backoff",
        Attempts = 10,
        Backoff = new BackoffOptions { First = TimeSpan.FromSeconds(0.5), Multiplier = 2, Maximum = TimeSpan.FromSeconds(60) },
        RetryStatuses = StatusSet.Parse("408 425 429 500-599"),
    };

    /// <summary>Starts low and follows what the origin bears.</summary>
    public static StrategyOptions Adaptive { get; } = new()
    {
        Name = "adaptive",
        Delay = TimeSpan.Zero,
        Attempts = 8,
        Backoff = new BackoffOptions { First = TimeSpan.FromSeconds(1), Multiplier = 2, Maximum = TimeSpan.FromMinutes(5), Jitter = Jitter.Full },
        RetryStatuses = StatusSet.Parse("408 425 429 500-599"),
        Adaptive = new AdaptiveOptions(),
    };

    public static IReadOnlyList<StrategyOptions> All { get; } = [Lenient, Backoff, Adaptive];
}
