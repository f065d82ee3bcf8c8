using System.Text;

namespace Swarm.TestSupport.Sites;

/// <summary>What a URL of a site answers, and what a mirror must make of it.</summary>
public sealed record SiteFile(string Url, string ContentType)
{
    /// <summary>The page with its references, or null: <see cref="Bytes"/> is all.</summary>
    public MarkedText? Text { get; init; }

    public byte[] Bytes { get; init; } = [];

    public Encoding Encoding { get; init; } = Encoding.UTF8;

    /// <summary>Begins with the encoding's byte order mark.</summary>
    public bool HasMark { get; init; }

    /// <summary>Further fields of the answer: <c>Link</c>, <c>X-Robots-Tag</c>.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where a mirror keeps it; null: wherever it is found by what it holds.</summary>
    public string? File { get; init; }

    /// <summary>False: nobody may ask for it.</summary>
    public bool IsWanted { get; init; } = true;

    /// <summary>A mirror may keep it among the files, or not.</summary>
    public bool IsOptional { get; init; }

    public string Host => new Uri(Url).Host;

    /// <summary>Path and query as they stand in a request.</summary>
    public string Target => Url[Url.IndexOf('/', "http://".Length)..];

    public byte[] Content => Text is null ? Bytes : [.. HasMark ? Encoding.GetPreamble() : [], .. Encoding.GetBytes(Text.Source)];

    public static SiteFile Html(string url, MarkedText text, string? file = null) => Page(url, "text/html; charset=utf-8", text, file);

    public static SiteFile Style(string url, MarkedText text, string? file = null) => Page(url, "text/css", text, file);

    public static SiteFile Page(string url, string type, MarkedText text, string? file = null) =>
        new(SiteReference.Absolute(url), type) { Text = text, File = file };

    /// <summary>What is fetched and kept as it was sent.</summary>
    public static SiteFile Raw(string url, string type, string text) => new(SiteReference.Absolute(url), type) { Bytes = Encoding.UTF8.GetBytes(text) };

    /// <summary>A page that no crawler may ask for.</summary>
    public static SiteFile Forbidden(string url) =>
        new(SiteReference.Absolute(url), "text/html") { Bytes = Encoding.UTF8.GetBytes("<title>not to be had</title>" + url), IsWanted = false };

    /// <summary>A small page of the URL's own.</summary>
    public static SiteFile Leaf(string url, string? file = null, string type = "text/html") =>
        Page(url, type, $"<!DOCTYPE html><title>leaf {url}</title><h1 id=part>A leaf</h1><p>{url}</p>\n", file);
}

/// <summary>A URL that leads on to another.</summary>
public sealed record SiteMove(string Url, int Status, string Location);
