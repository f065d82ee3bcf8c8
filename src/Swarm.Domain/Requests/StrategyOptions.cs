namespace Swarm.Domain.Requests;

/// <summary>Every number of a request strategy; the defaults are <c>lenient</c>'s.</summary>
public sealed record StrategyOptions
{
    public string Name { get; init; } = "lenient";

    /// <summary>A class of the user's own that implements <see cref="IRequestStrategy"/>: its full name, or null.</summary>
    public string? Type { get; init; }

    /// <summary>The assembly file that holds <see cref="Type"/>.</summary>
    public string? Assembly { get; init; }

    /// <summary>Requests at once to one origin.</summary>
    public int PerOrigin { get; init; } = 2;

    /// <summary>Least time between the starts of two requests to one origin.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Requests made for one bundle at most, the first included.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>No try begins later than this after the first; zero: no limit.</summary>
    public TimeSpan TotalTime { get; init; }

    public BackoffOptions Backoff { get; init; } = new();

    /// <summary>Statuses of 400 and above that are tried again.</summary>
    public StatusSet RetryStatuses { get; init; } = StatusSet.Parse("400-599 !404");

    /// <summary>Failures below HTTP that are tried again. Bytes that fail their digest are fetched once more in any case.</summary>
    public ReasonSet RetryReasons { get; init; } =
    [
        Reason.Timeout, Reason.Slow, Reason.Dns, Reason.Connect, Reason.Reset, Reason.Proxy, Reason.Protocol, Reason.Truncated,
    ];

    /// <summary>A server that asks for a longer wait than this is asked again after this.</summary>
    public TimeSpan ServerWaitCap { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Null: the pace is fixed at <see cref="PerOrigin"/> and <see cref="Delay"/>.</summary>
    public AdaptiveOptions? Adaptive { get; init; }
}

/// <summary>How chance is mixed into waits.</summary>
public enum Jitter
{
    None,

    /// <summary>Anything from zero to the wait.</summary>
    Full,

    /// <summary>Half of the wait and anything up to the other half.</summary>
    Equal,

    /// <summary>The wait and anything up to <see cref="BackoffOptions.JitterSpan"/>.</summary>
    Additive,
}

/// <summary>The wait after the n-th failed attempt: first · multiplier^(n−1), at most maximum, then jitter.</summary>
public sealed record BackoffOptions
{
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(60);

    public double Multiplier { get; init; } = 1;

    public TimeSpan Maximum { get; init; } = TimeSpan.FromSeconds(60);

    public Jitter Jitter { get; init; } = Jitter.None;

    public TimeSpan JitterSpan { get; init; } = TimeSpan.FromSeconds(1);

    /// <param name="failed">Attempts failed so far, from 1.</param>
    /// <param name="chance">Drawn from once where there is jitter.</param>
    public TimeSpan Wait(int failed, Random chance)
    {
        var seconds = Math.Min(First.TotalSeconds * Math.Pow(Multiplier, failed - 1), Maximum.TotalSeconds);
        return TimeSpan.FromSeconds(Jitter switch
        {
            Jitter.Full => seconds * chance.NextDouble(),
            Jitter.Equal => seconds / 2 + seconds / 2 * chance.NextDouble(),
            Jitter.Additive => seconds + JitterSpan.TotalSeconds * chance.NextDouble(),
            _ => seconds,
        });
    }
}

/// <summary>How <c>adaptive</c> moves an origin's concurrency: additive up, multiplicative down.</summary>
public sealed record AdaptiveOptions
{
    public double Start { get; init; } = 2;

    public double Minimum { get; init; } = 1;

    /// <summary>Never more at once than this.</summary>
    public double Maximum { get; init; } = 64;

    /// <summary>Added per round of successes (as many as run at once).</summary>
    public double Step { get; init; } = 1;

    /// <summary>What concurrency is multiplied by on 429, 503 or a transport failure.</summary>
    public double Cut { get; init; } = 0.5;

    /// <summary>Latency that is this many times the best seen is congestion.</summary>
    public double LatencyTolerance { get; init; } = 3;

    /// <summary>Spacing taken up when an origin refuses even one request at a time; doubles up to <see cref="MaximumSpacing"/>.</summary>
    public TimeSpan FirstSpacing { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan MaximumSpacing { get; init; } = TimeSpan.FromSeconds(30);
}
