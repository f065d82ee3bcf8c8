namespace Swarm.Domain;

/// <summary>The unit of work: what to ask for, where it should go and what the caller wants back with it.</summary>
/// <param name="Url">The asked URL; names and the ledger go by it, also after redirects.</param>
public sealed record Bundle(WebUrl Url)
{
    /// <summary>A plain GET, so that a URL will do where a bundle is wanted.</summary>
    /// <exception cref="FormatException">The text is no http or https URL.</exception>
    public static implicit operator Bundle(string? url) => new(WebUrl.Parse(url ?? ""));

    /// <summary><c>GET</c>, <c>HEAD</c> or <c>POST</c>, in capitals.</summary>
    public string Method { get; init; } = "GET";

    public IReadOnlyList<Header> Headers { get; init; } = Domain.Headers.None;

    /// <summary>The request's body, or null.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Higher goes first among what waits; 0 unless given.</summary>
    public int Priority { get; init; }

    public Checksum? Checksum { get; init; }

    /// <summary>Other URLs of the same bytes, tried in turn when <see cref="Url"/> fails.</summary>
    public IReadOnlyList<WebUrl> Mirrors { get; init; } = [];

    /// <summary>The part of the object that is wanted, or null for all of it.</summary>
    public ByteRange? Range { get; init; }

    /// <summary>The file's name below the output folder as the list gave it, unsanitised; null: the naming rules decide.</summary>
    public string? Out { get; init; }

    /// <summary>The caller's own, given back in the outcome; a list's is kept as written (JSON text for JSONL).</summary>
    public string? Info { get; init; }

    /// <summary>The object in a store that <see cref="Url"/> stands for: requests are authorised by that store; null: any URL.</summary>
    public StoreAddress? Address { get; init; }

    /// <summary>What to bring to <see cref="Address"/> instead of fetching from it: a local path, or the address of an object in the same store; null: it is fetched.</summary>
    public string? Upload { get; init; }

    /// <summary>How a crawl came to it; null for what stands in a list.</summary>
    public CrawlTrace? Trace { get; init; }
}
