namespace Swarm.Domain.Frontier;

/// <summary>Where a bundle is in its journey, as the ledger names it.</summary>
public enum LedgerState
{
    /// <summary>Not asked for yet, or in flight.</summary>
    Pending,

    /// <summary>To be tried again at its time.</summary>
    Waiting,

    Done,
    Skipped,
    NotModified,
    Failed,

    /// <summary>Leads on to another URL, which has a line of its own.</summary>
    Moved,
}

/// <summary>A bundle and how far it has come: one line of the ledger.</summary>
/// <param name="Id">The frontier's number of it, in list order.</param>
public sealed record LedgerRow(long Id, Bundle Bundle, LedgerState State)
{
    /// <summary>Requests made, redirects not counted.</summary>
    public int Attempts { get; init; }

    /// <summary>The name it has, whether or not a file is there yet; null where only the response will tell.</summary>
    public string? Path { get; init; }

    /// <summary>How it ended, or null.</summary>
    public Outcome? Outcome { get; init; }

    public DateTimeOffset? Finished { get; init; }

    /// <summary>When a waiting one is tried again.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Why it failed, or what the last attempt of a waiting one met.</summary>
    public Failure? Failure { get; init; }
}

/// <summary>A job at a glance.</summary>
/// <param name="Failures">Failed bundles by reason and status, most first.</param>
public sealed record LedgerSummary(FrontierCounts Counts, IReadOnlyList<FailureCount> Failures);

/// <summary>How many bundles failed in one way; <paramref name="Status"/> is 0 where no response came.</summary>
public readonly record struct FailureCount(Reason Reason, int Status, long Count);
