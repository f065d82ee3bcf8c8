namespace Swarm.Domain.Crawling;

/// <summary>Whether a URL belongs to a crawl, by which rule, and as what.</summary>
/// <param name="Rule">In words fit for a person: what let it in or kept it out.</param>
/// <param name="Url">With the aliases of its host folded: what is fetched and known.</param>
public sealed record Admission(bool IsIn, string Rule, WebUrl Url)
{
    /// <summary>How it was come to; null where it stays out.</summary>
    public CrawlTrace? Trace { get; init; }
}

/// <summary>The one gate of a crawl: links, redirects, sitemaps' entries and requisites all pass it. Pure.</summary>
public interface IScope
{
    /// <param name="from">How the page it stands in was come to; null for a seed.</param>
    /// <param name="referrer">That page's number.</param>
    Admission Judge(WebUrl url, LinkKind kind, CrawlTrace? from, long referrer);

    /// <summary>A redirect's target: it takes the place and the depth of what led to it, and is spelled otherwise, so that a site may redirect to its alias.</summary>
    Admission JudgeRedirect(WebUrl target, Bundle from);

    /// <summary>
    /// The same gate, but where <paramref name="url"/> is an alias of a seed's host, all of that host's URLs are spelled like it from now on: for a seed
    /// that redirects from http to https or to <c>www.</c>, so that not each page has to. The gate itself where there is nothing to change.
    /// </summary>
    IScope SpelledLike(WebUrl url);

    /// <summary>Whether what a response's head says of type and length is wanted; null: yes, else the rule that keeps it out.</summary>
    string? Refuses(Bundle bundle, string? contentType, long? length);
}
