namespace Swarm.Domain.Crawling;

/// <summary>
/// Finds what a page refers to. Pure and bounded: the same bytes give the same reading, hostile ones cost their own page and never the process.
/// Thread-safe; blocks for as long as it computes.
/// </summary>
public interface IPageReader
{
    /// <summary>Whether files of this kind hold references at all; told by the type where it is said, else by the name.</summary>
    PageFormat FormatOf(string? contentType, string path);

    /// <summary>Reads a page of a known format.</summary>
    PageReading Read(in PageSource source);

    /// <summary>
    /// The page with other texts in place of some references: <paramref name="replacement"/> gives an escaped URL (or, of a guard, a name), or null
    /// for what stays. What only the response's type said of the encoding is put into the page; all else stays byte for byte; null where nothing changes.
    /// </summary>
    byte[]? Rewrite(in PageSource source, PageReading reading, Func<Reference, string?> replacement);
}

/// <summary>Formats whose references are known.</summary>
public enum PageFormat
{
    /// <summary>Holds none, or none that are looked for.</summary>
    None,
    Html,
    Css,

    /// <summary>SVG and other XML that is shown.</summary>
    Svg,

    /// <summary>RSS, Atom or a sitemap, which may be a plain list of URLs: told apart by what stands in it.</summary>
    Feed,

    /// <summary>A web application's manifest (JSON).</summary>
    Manifest,
}

/// <summary>A page's bytes as they were sent, and what was said of them.</summary>
/// <param name="Url">The one that answered: what references are resolved against, unless a base says otherwise.</param>
/// <param name="ContentType">The response's field, or null.</param>
public readonly record struct PageSource(WebUrl Url, PageFormat Format, ReadOnlyMemory<byte> Content, string? ContentType)
{
    /// <summary>It was sent as XHTML.</summary>
    public bool IsXhtml => ContentType?.StartsWith("application/xhtml+xml", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary><see cref="PageReading.Likeness"/> is wanted, which costs as much again as finding the references.</summary>
    public bool WantsLikeness { get; init; }
}

/// <summary>What stands in a page.</summary>
public sealed record PageReading
{
    public static PageReading Empty { get; } = new();

    /// <summary>In the order of their places.</summary>
    public IReadOnlyList<Reference> References { get; init; } = [];

    /// <summary>What can stand behind <c>#</c>: ids, and names of anchors.</summary>
    public IReadOnlyList<string> Anchors { get; init; } = [];

    /// <summary>What the page itself says to crawlers (<c>meta name=robots</c>).</summary>
    public PageWish Wish { get; init; }

    /// <summary>64 bits of which pages of like text share most (simhash over words in threes); 0 where there is too little text, or it was not wanted.</summary>
    public ulong Likeness { get; init; }

    /// <summary>Which limit cut the reading short, in words fit for a person; null: none.</summary>
    public string? Cut { get; init; }
}

/// <summary>What a page wishes of crawlers.</summary>
[Flags]
public enum PageWish
{
    None = 0,
    NoFollow = 1,
    NoIndex = 2,
    NoArchive = 4,
}
