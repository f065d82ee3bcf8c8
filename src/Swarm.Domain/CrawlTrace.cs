namespace Swarm.Domain;

/// <summary>How a crawl came to a bundle.</summary>
/// <param name="Depth">Links followed from a seed; requisites and redirects count as the page they belong to.</param>
/// <param name="Outside">Of those, how many lie beyond the scope's border in a row; 0: inside.</param>
/// <param name="Referrer">The frontier's number of the page it was found in first, or 0.</param>
public sealed record CrawlTrace(LinkKind Kind, int Depth, int Outside = 0, long Referrer = 0)
{
    public static CrawlTrace Seed { get; } = new(LinkKind.Seed, 0);

    /// <summary>Redirects that led here in a row, each a bundle of its own: no more are followed than in one request. Of a sitemap, also the sitemaps above it.</summary>
    public int Hops { get; init; }
}
