using System.Collections.Frozen;
using Swarm.Domain;

namespace Swarm.Pages.Xml;

/// <summary>Which elements of a kind of feed hold references: below which others, in their text or in an attribute.</summary>
/// <param name="Holders">The elements that make up an entry, each with the one that holds it in turn.</param>
/// <param name="Texts">Element within holder, and what its text is; "" is the holder's own, before any element.</param>
/// <param name="Attributes">Element within holder, and the attribute that leads to an entry.</param>
sealed record FeedFormat(
    FrozenDictionary<string, string> Holders,
    FrozenDictionary<(string Holder, string Element), LinkKind> Texts,
    FrozenDictionary<(string Holder, string Element), string> Attributes)
{
    readonly FrozenSet<string> _names = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        [.. Holders.Keys, .. Texts.Keys.Select(t => t.Element).Where(e => e.Length > 0), .. Attributes.Keys.Select(a => a.Element)]);

    /// <summary>sitemaps.org, with the image and video extensions.</summary>
    static readonly FeedFormat Sitemap = Of(
        [("url", ""), ("sitemap", ""), ("image", "url"), ("video", "url")],
        [
            ("url", "loc", LinkKind.Entry), ("sitemap", "loc", LinkKind.Sitemap), ("sitemap", "", LinkKind.Sitemap),
            ("image", "loc", LinkKind.Requisite),
            ("video", "thumbnail_loc", LinkKind.Requisite), ("video", "content_loc", LinkKind.Requisite), ("video", "player_loc", LinkKind.Requisite),
        ],
        []);

    static readonly FeedFormat Rss = Of([("item", "")], [("item", "link", LinkKind.Entry)], [("item", "enclosure", "url")]);

    /// <summary>RFC 4287.</summary>
    static readonly FeedFormat Atom = Of([("entry", "")], [], [("entry", "link", "href")]);

    /// <summary>Null: no feed.</summary>
    public static FeedFormat? ByRoot(string root) => root switch
    {
        "urlset" or "sitemapindex" => Sitemap,
        "rss" or "rdf" => Rss,
        "feed" => Atom,
        _ => null,
    };

    /// <summary>The name of an element that matters here; null for all others.</summary>
    public string? Known(ReadOnlySpan<char> element) =>
        _names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(element, out var name) ? name : null;

    static FeedFormat Of((string, string)[] holders, (string, string, LinkKind)[] texts, (string, string, string)[] attributes) => new(
        holders.ToFrozenDictionary(h => h.Item1, h => h.Item2, StringComparer.Ordinal),
        texts.ToFrozenDictionary(t => (t.Item1, t.Item2), t => t.Item3),
        attributes.ToFrozenDictionary(a => (a.Item1, a.Item2), a => a.Item3));
}
