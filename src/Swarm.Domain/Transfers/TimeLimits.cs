namespace Swarm.Domain.Transfers;

/// <summary>Time limits of one attempt, each apart; zero or less means none.</summary>
public sealed record TimeLimits
{
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the request sent to the response's head.</summary>
    public TimeSpan Headers { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Without a byte of the body; every byte resets it.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The whole attempt; none by default, so that large files can finish.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.Zero;

    /// <summary>Bytes a second below which, over <see cref="SlowWindow"/>, a body is too slow; 0 means no limit.</summary>
    public long MinimumSpeed { get; init; } = 1024;

    public TimeSpan SlowWindow { get; init; } = TimeSpan.FromSeconds(30);
}
