using System.Collections.Frozen;

namespace Swarm.Stores;

/// <summary>The media type that an object is stored with where its owner gives none: by its key's extension.</summary>
static class ContentTypes
{
    public const string Unknown = "application/octet-stream";

    static readonly FrozenDictionary<string, string> ByExtension = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [".7z"] = "application/x-7z-compressed", [".avif"] = "image/avif", [".bz2"] = "application/x-bzip2", [".css"] = "text/css", [".csv"] = "text/csv",
        [".flac"] = "audio/flac", [".geojson"] = "application/geo+json", [".gif"] = "image/gif", [".gz"] = "application/gzip", [".htm"] = "text/html",
        [".html"] = "text/html", [".ico"] = "image/vnd.microsoft.icon", [".jpeg"] = "image/jpeg", [".jpg"] = "image/jpeg", [".js"] = "text/javascript",
        [".json"] = "application/json", [".jsonl"] = "application/jsonl", [".md"] = "text/markdown", [".mjs"] = "text/javascript", [".mp3"] = "audio/mpeg",
        [".mp4"] = "video/mp4", [".oga"] = "audio/ogg", [".ogg"] = "audio/ogg", [".ogv"] = "video/ogg", [".parquet"] = "application/vnd.apache.parquet",
        [".pdf"] = "application/pdf", [".png"] = "image/png", [".rss"] = "application/rss+xml", [".svg"] = "image/svg+xml", [".tar"] = "application/x-tar",
        [".tif"] = "image/tiff", [".tiff"] = "image/tiff", [".ttf"] = "font/ttf", [".txt"] = "text/plain", [".wasm"] = "application/wasm",
        [".wav"] = "audio/wav", [".webm"] = "video/webm", [".webp"] = "image/webp", [".woff"] = "font/woff", [".woff2"] = "font/woff2",
        [".xhtml"] = "application/xhtml+xml", [".xml"] = "application/xml", [".xz"] = "application/x-xz", [".yaml"] = "application/yaml",
        [".yml"] = "application/yaml", [".zip"] = "application/zip", [".zst"] = "application/zstd",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string Of(string key) => ByExtension.GetValueOrDefault(Path.GetExtension(key), Unknown);
}
