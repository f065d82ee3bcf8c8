using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Swarm.TestSupport.Stores;

/// <summary>The bytes of the stub's objects, by the XML API's path or the JSON API's media URL: ranges, conditions, x-goog-hash.</summary>
sealed partial class GcsMediaApi(GcsBuckets buckets)
{
    public GcsReply Answer(GcsAsk ask, string bucket, string name)
    {
        if (ask.Method == "PUT") return Put(ask, bucket, name);
        if (ask.Method is not ("GET" or "HEAD")) return GcsReply.Error(405, "methodNotAllowed", "not here");
        if (buckets.Find(bucket, name) is not { } found) return Xml(404, "NoSuchKey");
        if (ask.Query("generation") is { } asked && asked != found.Generation.ToString(CultureInfo.InvariantCulture)) return Xml(404, "NoSuchKey");
        if (ask.Field("If-Match") is { } match && match != found.Tag) return Xml(412, "PreconditionFailed");
        if (ask.Field("x-goog-if-generation-match") is { } wanted && wanted != found.Generation.ToString(CultureInfo.InvariantCulture)) return Xml(412, "PreconditionFailed");
        if (ask.Field("If-None-Match") == found.Tag) return GcsReply.Empty(304, ("ETag", found.Tag));
        var isRanged = ask.Field("If-Range") is not { } tag || tag == found.Tag;
        return isRanged && ask.Field("Range") is { } range ? Part(ask, found, range) : new GcsReply(200, found.Bytes) { Fields = found.Fields(ask.Fault) };
    }

    static GcsReply Part(GcsAsk ask, GcsObject found, string range)
    {
        var whole = new GcsReply(200, found.Bytes) { Fields = found.Fields(ask.Fault) };
        if (RangeOf().Match(range) is not { Success: true } match) return whole;
        var size = (long)found.Bytes.Length;
        var isSuffix = match.Groups["first"].Length == 0;
        var first = isSuffix ? Math.Max(0, size - Number(match.Groups["last"].Value)) : Number(match.Groups["first"].Value);
        var last = isSuffix || match.Groups["last"].Length == 0 ? size - 1 : Math.Min(size - 1, Number(match.Groups["last"].Value));
        if (first > last) return GcsReply.Empty(416, ("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes */{size}")));
        return new GcsReply(206, found.Bytes[(int)first..(int)(last + 1)])
        {
            Fields = [.. whole.Fields, ("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {first}-{last}/{size}"))],
        };
    }

    GcsReply Put(GcsAsk ask, string bucket, string name)
    {
        var made = buckets.Put(bucket, name, ask.Body, new JsonObject { ["contentType"] = ask.Field("Content-Type") }, ask.Field("x-goog-if-generation-match"));
        return new GcsReply(200, []) { Fields = made.Fields(ask.Fault) };
    }

    static GcsReply Xml(int status, string code) =>
        new(status, System.Text.Encoding.UTF8.GetBytes($"<?xml version='1.0' encoding='UTF-8'?><Error><Code>{code}</Code></Error>")) { Fields = [("Content-Type", "application/xml")] };

    static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^bytes=(?<first>\d*)-(?<last>\d*)$", RegexOptions.CultureInvariant)]
    private static partial Regex RangeOf();
}
