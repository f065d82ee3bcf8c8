namespace Swarm.Domain.Crawling;

/// <summary>What belongs to a crawl.</summary>
public sealed record ScopeOptions
{
    public ScopeWidth Width { get; init; } = ScopeWidth.Host;

    /// <summary>Globs (<c>*</c>, <c>?</c>) or <c>/regex/</c> over the URL, or <c>type:</c> or <c>size:</c> rules; where there are any, one must match.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>As <see cref="Include"/>: whatever matches stays out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Links followed from a seed at most; null: without end.</summary>
    public int? Depth { get; init; }

    /// <summary>Links followed beyond the scope's border.</summary>
    public int ExternalDepth { get; init; }

    public RequisiteWidth Requisites { get; init; } = RequisiteWidth.All;

    /// <summary>Characters of a URL that is queued.</summary>
    public int LongestUrl { get; init; } = 2048;

    /// <summary>Segments of a path.</summary>
    public int MostSegments { get; init; } = 20;

    /// <summary>How often one segment may stand in a path.</summary>
    public int MostRepeats { get; init; } = 3;

    public int MostQueryKeys { get; init; } = 20;
}

/// <summary>How far a crawl goes from its seeds.</summary>
public enum ScopeWidth
{
    /// <summary>The seeds' hosts, with and without <c>www.</c>, over http and https alike.</summary>
    Host,

    /// <summary>The seeds' registrable domains, as the public suffix list has them.</summary>
    Domain,

    /// <summary>The seeds' hosts, from the folder of the seed's path down.</summary>
    Prefix,

    Any,
}

/// <summary>Where a page's requisites may lie.</summary>
public enum RequisiteWidth
{
    SameHost,
    All,
    None,
}

/// <summary>How a crawl behaves and where it ends by itself.</summary>
public sealed record CrawlOptions
{
    /// <summary>robots.txt, <c>X-Robots-Tag</c>, <c>meta robots</c> and <c>rel=nofollow</c> are honoured.</summary>
    public bool ObeyRobots { get; init; } = true;

    /// <summary>A robots.txt's Crawl-delay is honoured up to this.</summary>
    public TimeSpan CrawlDelayCap { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a robots.txt counts as known (RFC 9309, section 2.4).</summary>
    public TimeSpan RobotsAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Sitemaps named in robots.txt are read for further pages.</summary>
    public bool Sitemaps { get; init; } = true;

    /// <summary>Pages in the whole crawl; 0: no limit.</summary>
    public long MostPages { get; init; }

    /// <summary>Bytes stored in the whole crawl; 0: no limit.</summary>
    public long MostBytes { get; init; }

    /// <summary>From the start of a run; zero: no limit.</summary>
    public TimeSpan LongestTime { get; init; }

    public NoveltyOptions Novelty { get; init; } = new();
}

/// <summary>When a family of pages (a path prefix, a set of query keys) is starved because its pages bring nothing new.</summary>
public sealed record NoveltyOptions
{
    /// <summary>Pages of a family that are fetched before it is judged; 0: never judged.</summary>
    public int Grace { get; init; } = 200;

    /// <summary>Share of new pages among the latest, 0 to 1, below which a family is starved.</summary>
    public double Least { get; init; } = 0.05;

    /// <summary>How many of the latest pages of a family are looked at.</summary>
    public int Window { get; init; } = 100;

    /// <summary>Pages whose <see cref="PageReading.Likeness"/> differ in no more bits than this count as alike.</summary>
    public int AlikeWithin { get; init; } = 3;

    /// <summary>Pages of one origin below one first path segment, new or not; 0: no limit.</summary>
    public int MostPerPrefix { get; init; }
}
