using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Swarm.TestSupport.Stores;

/// <summary>The stub's buckets, listings, facts, deletions and copies.</summary>
sealed class GcsObjectsApi(GcsBuckets buckets)
{
    /// <summary>Bytes that one call copies; less than all make a caller come again.</summary>
    public long RewritePerCall { get; set; } = long.MaxValue;

    public GcsReply Buckets(GcsAsk ask)
    {
        if (ask.Query("project") is null) return GcsReply.Error(400, "required", "Required parameter: project");
        if (ask.Method == "GET") return GcsReply.Json(new JsonObject { ["items"] = new JsonArray([.. buckets.Names.Select(Bucket)]) });
        var name = (string?)JsonNode.Parse(ask.Body)!["name"] ?? "";
        return buckets.Make(name) ? GcsReply.Json(Bucket(name)) : GcsReply.Error(409, "conflict", "Your previous request to create the named bucket succeeded and you already own it.");
    }

    public GcsReply Bucket(GcsAsk ask, string bucket) => ask.Method switch
    {
        "DELETE" => buckets.Remove(bucket),
        "GET" when buckets.Has(bucket) => GcsReply.Json(Bucket(bucket)),
        _ => GcsReply.NotFound(bucket),
    };

    public GcsReply List(GcsAsk ask, string bucket)
    {
        var (prefix, delimiter, size) = (ask.Query("prefix") ?? "", ask.Query("delimiter"), int.Parse(ask.Query("maxResults") ?? "1000", CultureInfo.InvariantCulture));
        var after = ask.Query("pageToken") is { } token ? Encoding.UTF8.GetString(Convert.FromHexString(token)) : null;
        var start = ask.Query("startOffset") ?? "";
        var (items, prefixes, next, last) = (new JsonArray(), new List<string>(), (string?)null, "");
        foreach (var found in buckets.All(bucket))
        {
            if (!found.Name.StartsWith(prefix, StringComparison.Ordinal) || Before(found.Name, start)) continue;
            var cut = delimiter is null ? -1 : found.Name.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            var entry = cut < 0 ? found.Name : found.Name[..(cut + delimiter!.Length)];
            if ((after is not null && !Before(after, entry)) || (cut >= 0 && prefixes.Contains(entry))) continue;
            if (items.Count + prefixes.Count == Math.Min(size, 1000))
            {
                next = Convert.ToHexString(Encoding.UTF8.GetBytes(last));
                break;
            }

            if (cut < 0) items.Add(found.Json());
            else prefixes.Add(entry);
            last = entry;
        }

        return Page(items, prefixes, ask.Fault?.Kind == GcsFaultKind.RepeatToken ? ask.Query("pageToken") : next);
    }

    public GcsReply Object(GcsAsk ask, string bucket, string name)
    {
        if (ask.Method == "DELETE") return buckets.Delete(bucket, name) ? GcsReply.Empty(204) : GcsReply.NotFound($"{bucket}/{name}");
        if (ask.Method != "GET") return GcsReply.Error(405, "methodNotAllowed", "not here");
        return buckets.Find(bucket, name) is { } found ? GcsReply.Json(found.Json(ask.Fault)) : GcsReply.NotFound($"{bucket}/{name}");
    }

    public GcsReply Rewrite(GcsAsk ask, (string Bucket, string Name) source, (string Bucket, string Name) target)
    {
        if (buckets.Find(source.Bucket, source.Name) is not { } found) return GcsReply.NotFound($"{source.Bucket}/{source.Name}");
        if (ask.Fault?.Kind == GcsFaultKind.StandStill) return Rewriting(0, found);
        var done = (ask.Query("rewriteToken") is { } token ? long.Parse(token[1..], CultureInfo.InvariantCulture) : 0) + Math.Min(RewritePerCall, found.Bytes.Length);
        if (done < found.Bytes.Length) return Rewriting(done, found);
        var resource = ask.Body.Length > 0 ? (JsonObject)JsonNode.Parse(ask.Body)! : (JsonObject)found.Resource.DeepClone();
        var made = buckets.Put(target.Bucket, target.Name, found.Bytes, resource, ask.Query("ifGenerationMatch"));
        var json = Progress(found.Bytes.Length, found);
        (json["done"], json["resource"]) = (true, made.Json(ask.Fault));
        return GcsReply.Json(json);
    }

    static GcsReply Rewriting(long done, GcsObject source)
    {
        var json = Progress(done, source);
        (json["done"], json["rewriteToken"]) = (false, string.Create(CultureInfo.InvariantCulture, $"t{done}"));
        return GcsReply.Json(json);
    }

    static JsonObject Progress(long done, GcsObject source) => new()
    {
        ["kind"] = "storage#rewriteResponse",
        ["totalBytesRewritten"] = done.ToString(CultureInfo.InvariantCulture),
        ["objectSize"] = source.Bytes.Length.ToString(CultureInfo.InvariantCulture),
    };

    static GcsReply Page(JsonArray items, List<string> prefixes, string? next)
    {
        var page = new JsonObject { ["kind"] = "storage#objects" };
        if (next is not null) page["nextPageToken"] = next;
        if (prefixes.Count > 0) page["prefixes"] = new JsonArray([.. prefixes.Select(p => (JsonNode)p)]);
        if (items.Count > 0) page["items"] = items;
        return GcsReply.Json(page);
    }

    static JsonNode Bucket(string name) => new JsonObject { ["kind"] = "storage#bucket", ["id"] = name, ["name"] = name, ["timeCreated"] = "2026-01-01T00:00:00.000Z" };

    static bool Before(string a, string b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)) < 0;
}
