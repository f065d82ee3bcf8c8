namespace Swarm.Domain;

/// <summary>How a bundle's journey ended.</summary>
public enum OutcomeKind
{
    /// <summary>Fetched, verified and stored (or, for <c>--discard</c>, fetched and verified).</summary>
    Done,

    /// <summary>A file was there already and was asked to be left alone; no request was made.</summary>
    Skipped,

    /// <summary>304: the file at hand is the current one.</summary>
    NotModified,

    /// <summary>Given up; <see cref="Outcome.Failure"/> says why.</summary>
    Failed,

    /// <summary>In a crawl: the server leads on to another URL (<see cref="Outcome.FinalUrl"/>), which is a bundle of its own.</summary>
    Moved,
}

/// <summary>What the server said of a representation's identity (RFC 9110, section 8.8), as received.</summary>
public readonly record struct Validators(string? ETag, string? LastModified)
{
    /// <summary>Google's number of the object's version (<c>x-goog-generation</c>): another one even where the bytes are the same. Kept with parts of objects alone.</summary>
    public string? Generation { get; init; }

    public bool Any => ETag is not null || LastModified is not null;
}

/// <summary>The end of a bundle's journey: one line of the ledger.</summary>
public sealed record Outcome(OutcomeKind Kind)
{
    /// <summary>Requests made, redirects not counted.</summary>
    public int Attempts { get; init; }

    /// <summary>The last response's status, or 0 where there was none.</summary>
    public int Status { get; init; }

    /// <summary>The URL that answered last, where it is not the asked one.</summary>
    public WebUrl? FinalUrl { get; init; }

    public Validators Validators { get; init; }

    /// <summary>Bytes stored.</summary>
    public long Length { get; init; }

    /// <summary>Digest of the stored bytes, as <c>name=hex</c>, or null.</summary>
    public string? Digest { get; init; }

    /// <summary>The file, relative to the output folder with <c>/</c> between segments, or null.</summary>
    public string? File { get; init; }

    public string? ContentType { get; init; }

    public Failure? Failure { get; init; }

    /// <summary>From the first byte sent of the last request to the end.</summary>
    public TimeSpan Elapsed { get; init; }

    public bool IsGood => Kind != OutcomeKind.Failed;
}
