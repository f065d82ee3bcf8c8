using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm;

/// <summary>How bytes are put to a URL that somebody has signed.</summary>
public sealed record FileUploadOptions
{
    /// <summary>Fields of the request, sent as they are; none is added to them but Host, Content-Length and what is asked for here.</summary>
    public IReadOnlyList<Header> Headers { get; init; } = Domain.Headers.None;

    /// <summary>The MD5 to be sent as <c>Content-MD5</c>, so that the server refuses what came damaged. A signed URL must have been signed with it.</summary>
    public Checksum? Md5 { get; init; }

    /// <summary>The MD5 is taken of the bytes, by reading them once before they are sent.</summary>
    public bool ComputeMd5 { get; init; }

    /// <summary>Nothing to send is no error.</summary>
    public bool AllowEmpty { get; init; }

    /// <summary>201 and 204 are successes too, as some servers have them; by default only 200 is.</summary>
    public bool AcceptCreated { get; init; }

    /// <summary>Bytes from one report of progress to the next.</summary>
    public int ChunkSize { get; init; } = 16 << 20;

    /// <summary>Further tries after 413, 429, 503 and failures of the connection; each begins at the first byte.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>The wait before the first further try; each later one is twice as long. A server that asks for a longer wait gets it.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(1);

    public TimeLimits Timeouts { get; init; } = new() { Connect = TimeSpan.FromSeconds(30), Headers = TimeSpan.FromMinutes(10) };
}

/// <summary>What a server said to bytes that were put to a URL.</summary>
/// <param name="Length">Bytes sent.</param>
/// <param name="Attempts">Requests made.</param>
public sealed record UploadResult(long Length, int Status, int Attempts)
{
    /// <summary>As received, quotes included.</summary>
    public string? ETag { get; init; }
}
