using Microsoft.AspNetCore.Http;

namespace Swarm.TestSupport.Stores;

/// <summary>Where a path of the stub leads; a key is decoded once.</summary>
/// <param name="Api">storage, upload, download, or empty for the XML API's paths.</param>
sealed record GcsRoute(string Api, string? Bucket, string? Name)
{
    /// <summary><c>…/b/BUCKET/o</c>.</summary>
    public bool IsObjects { get; init; }

    /// <summary>What a rewrite makes.</summary>
    public (string Bucket, string Name)? Target { get; init; }

    public static GcsRoute Parse(string path)
    {
        foreach (var (api, start) in new[] { ("storage", "/storage/v1/b"), ("upload", "/upload/storage/v1/b"), ("download", "/download/storage/v1/b") })
        {
            if (path == start) return new GcsRoute(api, null, null);
            if (path.StartsWith(start + "/", StringComparison.Ordinal)) return Json(api, path[(start.Length + 1)..]);
        }

        var cut = path.IndexOf('/', 1);
        return cut < 0 ? new GcsRoute("", null, null) : new GcsRoute("", Decoded(path[1..cut]), Decoded(path[(cut + 1)..]));
    }

    public static GcsCall CallOf(HttpRequest request, string path, string target)
    {
        if (path == "/token" || path.StartsWith("/computeMetadata/", StringComparison.Ordinal)) return GcsCall.Token;
        var route = Parse(path);
        return (route.Api, request.Method) switch
        {
            ("upload", "POST") => target.Contains("uploadType=resumable", StringComparison.Ordinal) ? GcsCall.Initiate : GcsCall.Put,
            ("upload", "DELETE") => GcsCall.Abort,
            ("upload", _) => request.Headers.ContentRange == "bytes */*" ? GcsCall.Query : GcsCall.Chunk,
            ("storage", _) when !route.IsObjects => GcsCall.Bucket,
            ("storage", _) when route.Name is null => GcsCall.List,
            ("storage", _) when route.Target is not null => GcsCall.Rewrite,
            ("storage", "DELETE") => GcsCall.Delete,
            ("storage", _) when !target.Contains("alt=media", StringComparison.Ordinal) => GcsCall.Stat,
            (_, "PUT") => GcsCall.Put,
            _ => GcsCall.Media,
        };
    }

    static GcsRoute Json(string api, string rest)
    {
        var parts = rest.Split('/');
        if (parts.Length == 1) return new GcsRoute(api, Decoded(parts[0]), null);
        if (parts[1] != "o") return new GcsRoute("", null, null);
        var route = new GcsRoute(api, Decoded(parts[0]), parts.Length > 2 ? Decoded(parts[2]) : null) { IsObjects = true };
        return parts is [_, _, _, "rewriteTo", "b", var bucket, "o", var name] ? route with { Target = (Decoded(bucket), Decoded(name)) } : route;
    }

    static string Decoded(string text) => Uri.UnescapeDataString(text);
}
