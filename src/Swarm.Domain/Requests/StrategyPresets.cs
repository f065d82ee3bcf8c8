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

    /// <summary>
    /// As google.resumable_media: waits of 1, 2, 4 … 64 s and up to a second more. It waits for 600 s in all, which are 14 waits: a fifteenth
    /// would make them 639.
    /// </summary>
    public static StrategyOptions Google { get; } = Store("google", attempts: 15, "408 429 500 502 503 504") with
    {
        Backoff = Doubling(first: 1, maximum: 64) with { Jitter = Jitter.Additive },
        RetryReasons = [.. Lenient.RetryReasons, Reason.Tls],
    };

    /// <summary>Three tries, as S3 clients make them; the wait is anything up to 1, then up to 2 s.</summary>
    public static StrategyOptions S3 { get; } = Store("s3", attempts: 3, "408 429 500 502 503 504") with
    {
        Backoff = Doubling(first: 1, maximum: 20) with { Jitter = Jitter.Full },
    };

    /// <summary>As Alibaba Cloud's OSS SDK: three tries; the wait is anything up to 0.4, then up to 0.8 s.</summary>
    public static StrategyOptions Oss { get; } = Store("oss", attempts: 3, "401 408 429 500-599") with
    {
        PerOrigin = 3,
        Backoff = Doubling(first: 0.4, maximum: 20) with { Jitter = Jitter.Full },
    };

    /// <summary>As 3Di's API client is documented: three more tries, after 1, 2 and 4 s.</summary>
    public static StrategyOptions ThreeDi { get; } = Store("3di", attempts: 4, "413 429 503") with
    {
        Backoff = Doubling(first: 1, maximum: 120),
    };

    public static IReadOnlyList<StrategyOptions> All { get; } = [Lenient, Backoff, Adaptive, Google, S3, Oss, ThreeDi];

    /// <summary>Stores ask for no spacing.</summary>
    static StrategyOptions Store(string name, int attempts, string statuses) => new()
    {
        Name = name,
        PerOrigin = 4,
        Delay = TimeSpan.Zero,
        Attempts = attempts,
        RetryStatuses = StatusSet.Parse(statuses),
    };

    static BackoffOptions Doubling(double first, double maximum) =>
        new() { First = TimeSpan.FromSeconds(first), Multiplier = 2, Maximum = TimeSpan.FromSeconds(maximum) };
}
