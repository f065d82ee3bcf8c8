namespace Swarm.Domain;

/// <summary>What a reference is to the page that holds it.</summary>
public enum LinkKind
{
    /// <summary>Given by the user: where a crawl begins.</summary>
    Seed,

    /// <summary>Somewhere a reader may go.</summary>
    Link,

    /// <summary>A page shown within the page: needed like a requisite, with links of its own.</summary>
    Frame,

    /// <summary>Loaded to show the page: image, style, script, font, media.</summary>
    Requisite,

    /// <summary>A sitemap, an index of them or a feed: read for its entries.</summary>
    Sitemap,

    /// <summary>An entry of a sitemap or a feed.</summary>
    Entry,

    /// <summary>What others are resolved against (<c>base</c>); never fetched for itself.</summary>
    Base,

    /// <summary>
    /// Keeps a saved page from loading its own files (<c>integrity</c>, <c>crossorigin</c>, a Content-Security-Policy): its place is that of the
    /// attribute's name, to be replaced by another.
    /// </summary>
    Guard,
}
