using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.Engine;

/// <summary>Makes bundles of what a crawl comes upon.</summary>
static class CrawlBundle
{
    /// <summary>Breadth first: pages nearer to the seeds go before, and what pages are shown with, or found by, before them all.</summary>
    /// <param name="from">Whose credentials and other fields go along within its origin, or null.</param>
    public static Bundle Of(WebUrl url, CrawlTrace trace, Bundle? from) => new(url)
    {
        Trace = trace,
        Priority = IsPage(trace.Kind) ? -trace.Depth : 1,
        Headers = from is not null && from.Url.Origin == url.Origin ? CarriedFrom(from, url) : Headers.None,
    };

    /// <summary>Fetched for itself, not to show another or to find more.</summary>
    public static bool IsPage(Bundle bundle) => bundle.Trace is not { } trace || IsPage(trace.Kind);

    static bool IsPage(LinkKind kind) => kind is not (LinkKind.Requisite or LinkKind.Sitemap);

    static IReadOnlyList<Header> CarriedFrom(Bundle from, WebUrl url)
    {
        IReadOnlyList<Header> headers = from.Headers.All(h => IsForAll(h.Name)) ? from.Headers : [.. from.Headers.Where(h => IsForAll(h.Name))];
        return from.Url.UserInfo is { } user && url.UserInfo is null && headers.Find("Authorization") is null
            ? [.. headers, BasicAuth.Field(Uri.UnescapeDataString(user))]
            : headers;
    }

    /// <summary>Of the origin, not of one object or body.</summary>
    static bool IsForAll(string name) =>
        !name.Equals("Range", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("If-", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);
}
