namespace Swarm.Domain;

/// <summary>Why a bundle failed: a closed list, stable by name in ledgers and reports.</summary>
public enum Reason
{
    None,
    Status,
    Timeout,
    Slow,
    Dns,
    Connect,
    Reset,
    Tls,
    Proxy,
    Protocol,
    Truncated,
    Redirect,
    Checksum,
    Size,
    Url,
    Name,
    Disk,
    DiskFull,
    Permission,
    Budget,
    Cancelled,
    Internal,

    /// <summary>The object changed on the server while it was fetched, again and again.</summary>
    Changed,

    /// <summary>The origin's robots.txt keeps it out, or could not be had.</summary>
    Robots,

    /// <summary>Found to lie outside of the crawl's scope only when it answered: by its type, its size, or where it leads.</summary>
    Scope,
}

/// <summary>Where in a bundle's journey it happened.</summary>
public enum Stage
{
    List,
    Name,
    Connect,
    Request,
    Head,
    Body,
    Verify,
    Write,
}

/// <summary>A failure as data: kind, place and what was being done to what, in words fit for a person.</summary>
public sealed record Failure(Reason Reason, Stage Stage, string Detail)
{
    /// <summary>The disk, a permission or the lock: not this bundle's fault, and the next would meet it too.</summary>
    public bool IsEnvironment => Reason is Reason.DiskFull or Reason.Permission;

    /// <summary>No further try can mend it, whatever the strategy: bytes that are out can't be taken back.</summary>
    public bool IsFinal { get; init; }
}

/// <summary>Carries a <see cref="Domain.Failure"/> out of an edge (socket, disk); the transfer turns it into an outcome.</summary>
public sealed class TransferException(Failure failure, Exception? cause = null) : Exception(failure.Detail, cause)
{
    public Failure Failure { get; } = failure;

    /// <summary>Of the answer, where one came and refused; 0: none. A store's error counts as what it amounts to: 408 for a 400 that says RequestTimeout, 500 for an error within a 200.</summary>
    public int Status { get; init; }

    /// <summary>How long the server asks to be left alone, or null.</summary>
    public TimeSpan? ServerWait { get; init; }

    public TransferException(Reason reason, Stage stage, string detail, Exception? cause = null)
        : this(new Failure(reason, stage, detail), cause)
    {
    }
}
