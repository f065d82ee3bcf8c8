namespace Swarm.Domain.Requests;

/// <summary>
/// Decides how an origin is asked and what becomes of an attempt: start, wait until, give up.
/// One instance serves a whole job from many threads: it holds no state but in the paces it hands out.
/// </summary>
public interface IRequestStrategy
{
    /// <summary>As named in HOCON and on the command line.</summary>
    string Name { get; }

    /// <summary>A controller for one origin, begun where the last run left it.</summary>
    IOriginPace PaceFor(Origin origin, PaceMemory? remembered);

    /// <summary>Whether a response of this status carries what was asked for; any other body is not kept.</summary>
    bool Accepts(int status) => status < 400;

    /// <summary>Judges one finished attempt. Pure but for <paramref name="chance"/>, which only jitter draws from.</summary>
    Verdict Judge(in AttemptFacts attempt, Random chance);
}

/// <summary>How one origin is being asked just now; used by one actor at a time.</summary>
public interface IOriginPace
{
    /// <summary>Requests at once, at least 1.</summary>
    int Concurrency { get; }

    /// <summary>Least time between the starts of two requests.</summary>
    TimeSpan Spacing { get; }

    /// <summary>Learns from a finished attempt.</summary>
    void Observe(in AttemptFacts attempt);

    /// <summary>What the next run should begin with.</summary>
    PaceMemory Remember();
}

/// <summary>An origin's pace as kept between runs.</summary>
public sealed record PaceMemory(double Concurrency, TimeSpan Spacing);

/// <summary>One attempt as its judge sees it.</summary>
public readonly record struct AttemptFacts
{
    /// <summary>1 for the first request.</summary>
    public required int Attempt { get; init; }

    /// <summary>The response's status, or 0 where none came.</summary>
    public int Status { get; init; }

    /// <summary>What went wrong below HTTP (or in verifying and writing), or null.</summary>
    public Failure? Failure { get; init; }

    /// <summary>From sending to the response's head, or to the failure.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Since the bundle's first request.</summary>
    public TimeSpan SinceFirst { get; init; }

    /// <summary>What the server asked to wait (Retry-After, RateLimit), uncapped, or null.</summary>
    public TimeSpan? ServerWait { get; init; }
}

/// <summary>What a strategy makes of an attempt.</summary>
public enum VerdictKind
{
    Success,
    Retry,
    GiveUp,
}

/// <summary>A strategy's answer; <see cref="After"/> counts for <see cref="VerdictKind.Retry"/> alone.</summary>
public readonly record struct Verdict(VerdictKind Kind, TimeSpan After)
{
    public static Verdict Success => new(VerdictKind.Success, TimeSpan.Zero);

    public static Verdict GiveUp => new(VerdictKind.GiveUp, TimeSpan.Zero);

    public static Verdict Retry(TimeSpan after) => new(VerdictKind.Retry, after);
}
