using Swarm.Domain;

namespace Swarm.Pages.Html;

/// <summary>What a <c>link</c>'s relations make of its target; the first row that holds counts.</summary>
static class LinkRelations
{
    /// <summary>Null: nothing that is loaded or gone to.</summary>
    public static LinkKind? KindOf(ReadOnlySpan<char> rel, ReadOnlySpan<char> type)
    {
        LinkKind? kind = null;
        var isFeed = type.Contains("rss", StringComparison.OrdinalIgnoreCase) || type.Contains("atom", StringComparison.OrdinalIgnoreCase);
        Span<char> lower = stackalloc char[32];
        foreach (var range in rel.SplitAny(HtmlChars.Blanks))
        {
            var length = rel[range].Length <= lower.Length ? rel[range].ToLowerInvariant(lower) : 0;
            switch (OfWord(lower[..length], isFeed))
            {
                case LinkKind.Requisite: return LinkKind.Requisite;
                case { } found when kind is not LinkKind.Sitemap: kind = found; break;
            }
        }

        return kind;
    }

    static LinkKind? OfWord(ReadOnlySpan<char> word, bool isFeed) => word switch
    {
        "stylesheet" or "icon" or "apple-touch-icon" or "apple-touch-icon-precomposed" or "apple-touch-startup-image" or "mask-icon"
            or "fluid-icon" or "preload" or "modulepreload" or "prefetch" or "manifest" => LinkKind.Requisite,
        "sitemap" => LinkKind.Sitemap,
        "alternate" => isFeed ? LinkKind.Sitemap : LinkKind.Link,
        "next" or "prev" or "previous" or "canonical" or "author" or "help" or "license" or "search" or "first" or "last" or "up"
            or "contents" or "index" or "start" or "chapter" or "section" or "appendix" or "glossary" or "copyright" or "bookmark"
            or "amphtml" or "prerender" => LinkKind.Link,
        _ => null,
    };
}
