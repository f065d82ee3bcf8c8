using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Transfers;

namespace Swarm.Engine.Transferring;

/// <summary>Response fields that speak to crawlers. Pure.</summary>
static class CrawlFields
{
    /// <summary>More of them are not kept.</summary>
    const int MostLinks = 100;

    /// <returns>Null: nothing is said.</returns>
    public static PageSaid? Of(ResponseHead head, string agent)
    {
        var wish = PageWish.None;
        List<string>? links = null;
        foreach (var header in head.Headers)
        {
            if (header.Is("X-Robots-Tag")) wish |= Wish(header.Value, agent);
            else if (header.Is("Link") && (links ??= []).Count < MostLinks) links.Add(header.Value);
        }

        return wish == PageWish.None && links is null ? null : new PageSaid(wish, links ?? (IReadOnlyList<string>)[]);
    }

    /// <summary>Directives, perhaps for one crawler alone: <c>otherbot: noindex, nofollow</c>.</summary>
    static PageWish Wish(string value, string agent)
    {
        var (wish, isOurs) = (PageWish.None, true);
        foreach (var range in value.AsSpan().Split(','))
        {
            var said = value.AsSpan(range).Trim();
            var colon = said.IndexOf(':');
            if (colon >= 0 && !HasValue(said[..colon].Trim()))
            {
                var name = said[..colon].Trim();
                isOurs = name is "*" || name.Equals(agent, StringComparison.OrdinalIgnoreCase);
                said = said[(colon + 1)..].Trim();
            }

            if (isOurs) wish |= Directive(said);
        }

        return wish;
    }

    static PageWish Directive(ReadOnlySpan<char> said) =>
        Is(said, "nofollow") ? PageWish.NoFollow
        : Is(said, "noindex") ? PageWish.NoIndex
        : Is(said, "noarchive") ? PageWish.NoArchive
        : Is(said, "none") ? PageWish.NoIndex | PageWish.NoFollow
        : PageWish.None;

    static bool HasValue(ReadOnlySpan<char> name) => Is(name, "unavailable_after") || name.StartsWith("max-", StringComparison.OrdinalIgnoreCase);

    static bool Is(ReadOnlySpan<char> said, string directive) => said.Equals(directive, StringComparison.OrdinalIgnoreCase);
}
