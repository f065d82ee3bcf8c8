using Swarm.Domain.Crawling;

namespace Swarm.Pages;

/// <summary>Tells a page's format by its type where one was said, else by its name.</summary>
public static class PageFormats
{
    public static PageFormat Of(string? contentType, string path) => ByType(Essence(contentType)) ?? ByName(path);

    static ReadOnlySpan<char> Essence(string? contentType)
    {
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        return (end < 0 ? type : type[..end]).Trim();
    }

    static PageFormat? ByType(ReadOnlySpan<char> type)
    {
        if (type.IsEmpty) return null;
        Span<char> lower = stackalloc char[64];
        var length = type.Length <= lower.Length ? type.ToLowerInvariant(lower) : 0;
        return lower[..length] switch
        {
            "text/html" or "application/xhtml+xml" => PageFormat.Html,
            "text/css" => PageFormat.Css,
            "image/svg+xml" => PageFormat.Svg,
            "application/rss+xml" or "application/atom+xml" or "application/xml" or "text/xml" => PageFormat.Feed,
            "application/manifest+json" => PageFormat.Manifest,
            "application/octet-stream" or "application/gzip" or "application/x-gzip" or "text/plain" => null, // says too little
            _ => PageFormat.None,
        };
    }

    static PageFormat ByName(string path)
    {
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) path = path[..^3];
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".html" or ".htm" or ".xhtml" => PageFormat.Html,
            ".css" => PageFormat.Css,
            ".svg" => PageFormat.Svg,
            ".xml" or ".rss" or ".atom" => PageFormat.Feed,
            ".webmanifest" => PageFormat.Manifest,
            _ => PageFormat.None,
        };
    }
}
