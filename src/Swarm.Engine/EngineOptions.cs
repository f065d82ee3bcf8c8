namespace Swarm.Engine;

/// <summary>Limits of a job as a whole.</summary>
public sealed record EngineOptions
{
    /// <summary>Requests at once in the whole job.</summary>
    public int Concurrency { get; init; } = 64;

    /// <summary>Bundles held in memory at once, whatever the job's size.</summary>
    public int Window { get; init; } = 4096;

    /// <summary>Bundles of one origin held in memory at once.</summary>
    public int WindowPerOrigin { get; init; } = 1024;

    /// <summary>Bundles read from the list at a time.</summary>
    public int ReadBatch { get; init; } = 500;

    /// <summary>Second and later tries in the whole job; 0: no limit.</summary>
    public long RetryBudget { get; init; }

    /// <summary>What is in flight when the job is stopped gets this long to finish.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>A server's wish to wait is honoured up to this.</summary>
    public TimeSpan ServerWaitCap { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Outcomes stored in one transaction gather for this long at most.</summary>
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromMilliseconds(20);

    public BreakerOptions Breaker { get; init; } = new();
}

/// <summary>When an origin is taken for dead, and how it is probed.</summary>
public sealed record BreakerOptions
{
    /// <summary>Transport failures in <see cref="Sampling"/> before the circuit may open.</summary>
    public int Failures { get; init; } = 8;

    /// <summary>Share of attempts that fail, 0 to 1.</summary>
    public double Ratio { get; init; } = 0.9;

    public TimeSpan Sampling { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The first pause; each failed probe doubles it up to <see cref="MaximumBreak"/>.</summary>
    public TimeSpan Break { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan MaximumBreak { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>An origin that has been dead for so long fails its bundles; zero: never.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromHours(1);
}
