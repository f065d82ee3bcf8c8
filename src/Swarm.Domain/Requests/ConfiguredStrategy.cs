namespace Swarm.Domain.Requests;

/// <summary>A strategy made of numbers alone: lenient, backoff, adaptive, or whatever HOCON says.</summary>
public sealed class ConfiguredStrategy(StrategyOptions options) : IRequestStrategy
{
    public StrategyOptions Options { get; } = options;

    public string Name => Options.Name;

    public IOriginPace PaceFor(Origin origin, PaceMemory? remembered) => Options.Adaptive is { } adaptive
        ? new AdaptivePace(adaptive, Options.Delay, remembered)
        : new FixedPace(Options.PerOrigin, Options.Delay);

    public Verdict Judge(in AttemptFacts attempt, Random chance)
    {
        if (attempt.Failure is null && attempt.Status < 400) return Verdict.Success;
        if (attempt.Attempt >= Options.Attempts || !IsWorthAnother(attempt)) return Verdict.GiveUp;
        var wait = Options.Backoff.Wait(attempt.Attempt, chance);
        if (attempt.ServerWait is { } asked) wait = Longer(wait, Shorter(asked, Options.ServerWaitCap));
        var inTime = Options.TotalTime <= TimeSpan.Zero || attempt.SinceFirst + wait <= Options.TotalTime;
        return inTime ? Verdict.Retry(wait) : Verdict.GiveUp;
    }

    bool IsWorthAnother(in AttemptFacts attempt) => attempt.Failure is { } failure && (failure.Reason != Reason.Status || attempt.Status == 0)
        ? Options.RetryReasons.Contains(failure.Reason)
        : Options.RetryStatuses.Contains(attempt.Status);

    static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}

/// <summary>The same number at once and the same spacing, whatever happens.</summary>
sealed class FixedPace(int concurrency, TimeSpan spacing) : IOriginPace
{
    public int Concurrency => concurrency;

    public TimeSpan Spacing => spacing;

    public void Observe(in AttemptFacts attempt)
    {
    }

    public PaceMemory Remember() => new(concurrency, spacing);
}
