using System.Collections.Frozen;

namespace Swarm.Domain.Naming;

/// <summary>Which extensions belong to a media type, for the types that a browser tells by the extension once there is no server to say it.</summary>
static class TypeExtensions
{
    /// <summary>Files with these are read and rewritten as pages.</summary>
    static readonly string[] s_pages = [".html", ".htm", ".xhtml", ".css", ".svg"];

    /// <summary>The first is the one that is given; the others may stay.</summary>
    static readonly FrozenDictionary<string, string[]> s_byType = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["text/html"] = [".html", ".htm"],
        ["application/xhtml+xml"] = [".xhtml", ".html", ".htm"],
        ["text/css"] = [".css"],
        ["image/svg+xml"] = [".svg"],
        ["text/javascript"] = [".js", ".mjs", ".cjs"],
        ["application/javascript"] = [".js", ".mjs", ".cjs"],
        ["application/x-javascript"] = [".js", ".mjs", ".cjs"],
        ["application/ecmascript"] = [".js", ".mjs", ".cjs"],
        ["application/json"] = [".json", ".map", ".webmanifest", ".geojson", ".jsonld", ".ipynb", ".topojson"],
        ["application/ld+json"] = [".jsonld", ".json"],
        ["application/manifest+json"] = [".webmanifest", ".json"],
        ["application/xml"] = [".xml", ".xsl", ".xslt", ".xsd", ".rss", ".atom", ".rdf", ".kml", ".gpx"],
        ["text/xml"] = [".xml", ".xsl", ".xslt", ".xsd", ".rss", ".atom", ".rdf", ".kml", ".gpx"],
        ["application/rss+xml"] = [".xml", ".rss", ".rdf"],
        ["application/atom+xml"] = [".xml", ".atom"],
        ["application/pdf"] = [".pdf"],
        ["application/wasm"] = [".wasm"],
        ["image/png"] = [".png", ".apng"],
        ["image/apng"] = [".apng", ".png"],
        ["image/jpeg"] = [".jpg", ".jpeg", ".jpe", ".jfif"],
        ["image/jpg"] = [".jpg", ".jpeg", ".jpe", ".jfif"],
        ["image/gif"] = [".gif"],
        ["image/webp"] = [".webp"],
        ["image/avif"] = [".avif"],
        ["image/bmp"] = [".bmp"],
        ["image/tiff"] = [".tif", ".tiff"],
        ["image/x-icon"] = [".ico", ".cur"],
        ["image/vnd.microsoft.icon"] = [".ico", ".cur"],
        ["font/woff"] = [".woff"],
        ["application/font-woff"] = [".woff"],
        ["application/x-font-woff"] = [".woff"],
        ["font/woff2"] = [".woff2"],
        ["application/font-woff2"] = [".woff2"],
        ["font/ttf"] = [".ttf"],
        ["font/otf"] = [".otf"],
        ["application/vnd.ms-fontobject"] = [".eot"],
        ["audio/mpeg"] = [".mp3", ".mp2", ".mpga"],
        ["audio/ogg"] = [".ogg", ".oga", ".opus"],
        ["audio/wav"] = [".wav"],
        ["audio/mp4"] = [".m4a", ".mp4"],
        ["audio/flac"] = [".flac"],
        ["video/mp4"] = [".mp4", ".m4v"],
        ["video/webm"] = [".webm"],
        ["video/ogg"] = [".ogv", ".ogg"],
        ["text/vtt"] = [".vtt"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a file name lacks to agree with a type, or null.</summary>
    /// <param name="contentType">The response's field; null, or no type at all, says nothing.</param>
    public static string? Missing(string file, string? contentType)
    {
        if (Type(contentType) is not { } type) return null;
        if (s_byType.TryGetValue(type, out var own)) return EndsInAny(file, own) ? null : own[0];
        if (type == "text/plain") return EndsInAny(file, s_pages) || HashedName.Split(file).Extension.Length == 0 ? ".txt" : null;
        return EndsInAny(file, s_pages) ? ".bin" : null;
    }

    static string? Type(string? contentType)
    {
        if (contentType is null) return null;
        var end = contentType.IndexOfAny([';', ',']);
        var type = (end < 0 ? contentType : contentType[..end]).Trim().ToLowerInvariant();
        return type.Contains('/', StringComparison.Ordinal) ? type : null;
    }

    static bool EndsInAny(string file, string[] extensions)
    {
        foreach (var extension in extensions)
            if (file.Length > extension.Length && file.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
