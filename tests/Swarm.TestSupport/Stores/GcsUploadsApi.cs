using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Swarm.TestSupport.Stores;

/// <summary>Uploads to the stub, as strict as Google's: simple, multipart/related, resumable.</summary>
sealed partial class GcsUploadsApi(GcsBuckets buckets, Func<string> root)
{
    const int Unit = 256 << 10;

    public GcsReply Answer(GcsAsk ask, string bucket) => (ask.Method, ask.Query("uploadType"), ask.Query("upload_id")) switch
    {
        ("POST", "media", null) => Put(ask, bucket, Name(ask), ask.Body, new JsonObject { ["contentType"] = ask.Field("Content-Type") }),
        ("POST", "multipart", null) => PutRelated(ask, bucket),
        ("POST", "resumable", null) => Initiate(ask, bucket),
        ("PUT", _, { } id) => InSession(id, session => Continue(ask, session)),
        ("DELETE", _, { } id) => InSession(id, _ => buckets.Sessions.TryRemove(id, out var _) ? GcsReply.Empty(499) : Gone(404)),
        _ => GcsReply.Error(400, "invalid", "no upload of a known type"),
    };

    static string Name(GcsAsk ask) => ask.Query("name") ?? throw Refused("Required parameter: name");

    GcsReply Put(GcsAsk ask, string bucket, string name, byte[] bytes, JsonObject resource) =>
        GcsReply.Json(buckets.Put(bucket, name, bytes, resource, ask.Query("ifGenerationMatch")).Json(ask.Fault));

    GcsReply PutRelated(GcsAsk ask, string bucket)
    {
        var type = RelatedType().Match(ask.Field("Content-Type") ?? "");
        if (!type.Success) throw Refused("Content-Type is not multipart/related with a boundary");
        var boundary = type.Groups["boundary"].Value;
        var (start, middle, end) = (Encoding.ASCII.GetBytes($"--{boundary}\r\n"), Encoding.ASCII.GetBytes($"\r\n--{boundary}\r\n"), Encoding.ASCII.GetBytes($"\r\n--{boundary}--"));
        var body = ask.Body.AsSpan();
        if (!body.StartsWith(start) || !body.EndsWith(end)) throw Refused("Malformed multipart body.");
        body = body[start.Length..^end.Length];
        var cut = body.IndexOf(middle);
        if (cut < 0) throw Refused("Malformed multipart body.");
        var (head, json) = Part(body[..cut]);
        if (!head.StartsWith("content-type: application/json", StringComparison.OrdinalIgnoreCase)) throw Refused("The first part is no JSON.");
        var (second, data) = Part(body[(cut + middle.Length)..]);
        var resource = JsonNode.Parse(json) as JsonObject ?? throw Refused("The first part is no JSON object.");
        resource["contentType"] ??= second["content-type: ".Length..];
        return Put(ask, bucket, (string?)resource["name"] ?? Name(ask), data, resource);
    }

    static (string Head, byte[] Body) Part(ReadOnlySpan<byte> part)
    {
        var cut = part.IndexOf("\r\n\r\n"u8);
        return cut < 0 ? throw Refused("Malformed multipart body.") : (Encoding.ASCII.GetString(part[..cut]), part[(cut + 4)..].ToArray());
    }

    GcsReply Initiate(GcsAsk ask, string bucket)
    {
        if (ask.Body.Length > 0 && ask.Field("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) != true) throw Refused("Metadata is JSON.");
        var resource = ask.Body.Length > 0 ? (JsonObject)JsonNode.Parse(ask.Body)! : [];
        resource["contentType"] ??= ask.Field("X-Upload-Content-Type");
        var name = ask.Query("name") ?? (string?)resource["name"] ?? throw Refused("Required parameter: name");
        if (!buckets.Has(bucket)) return GcsReply.Error(404, "notFound", "The specified bucket does not exist.");
        GcsBuckets.Match(buckets.Find(bucket, name), ask.Query("ifGenerationMatch"));
        long? declared = ask.Field("X-Upload-Content-Length") is { } length ? long.Parse(length, CultureInfo.InvariantCulture) : null;
        var id = Guid.NewGuid().ToString("N");
        buckets.Sessions[id] = new GcsSession(bucket, name, resource, ask.Query("ifGenerationMatch"), declared);
        if (ask.Fault?.Kind == GcsFaultKind.NoLocation) return GcsReply.Empty(200);
        return GcsReply.Empty(200, ("Location", $"{root()}/upload/storage/v1/b/{Uri.EscapeDataString(bucket)}/o?uploadType=resumable&name={Uri.EscapeDataString(name)}&upload_id={id}"));
    }

    GcsReply InSession(string id, Func<GcsSession, GcsReply> answer)
    {
        if (!buckets.Sessions.TryGetValue(id, out var session)) return Gone(404);
        lock (session) return answer(session);
    }

    GcsReply Continue(GcsAsk ask, GcsSession session)
    {
        if (ask.Fault?.Kind == GcsFaultKind.ForgetSession)
        {
            buckets.Sessions.TryRemove(ask.Query("upload_id")!, out _);
            return Gone(ask.Fault.Status);
        }

        if (session.IsBroken) throw Refused("The session can't be used any more.");
        if (session.Made is { } made) return Done(ask, made);
        var range = ContentRange().Match(ask.Field("Content-Range") ?? throw Refused("Content-Range is missing"));
        if (!range.Success) throw Refused("Failed to parse Content-Range header.");
        long? total = range.Groups["total"].Value is "*" ? null : long.Parse(range.Groups["total"].Value, CultureInfo.InvariantCulture);
        if (total is { } said && session.Declared is { } declared && said != declared) throw Refused("Content-Range disagrees with X-Upload-Content-Length.");
        if (range.Groups["first"].Success) Take(ask, session, long.Parse(range.Groups["first"].Value, CultureInfo.InvariantCulture), long.Parse(range.Groups["last"].Value, CultureInfo.InvariantCulture), total);
        else if (ask.Body.Length > 0) throw Refused("A status query has no body.");
        if (ask.Fault?.Kind == GcsFaultKind.HoldNone) session.Held.SetLength(0);
        var isEnd = (total ?? (range.Groups["first"].Success ? session.Declared : null)) == session.Held.Length || ask.Fault?.Kind == GcsFaultKind.EndEarly;
        return isEnd && ask.Fault?.Kind is not (GcsFaultKind.HoldMore or GcsFaultKind.OddRange) ? Finish(ask, session) : Incomplete(ask, session);
    }

    static void Take(GcsAsk ask, GcsSession session, long first, long last, long? total)
    {
        if (last - first + 1 != ask.Body.Length) throw Refused("Content-Range and the body's length disagree.");
        if (first > session.Held.Length) throw Refused($"The upload offset is {first}, which exceeds already uploaded size of {session.Held.Length} byte(s).");
        if (last + 1 > (total ?? session.Declared ?? long.MaxValue)) throw Refused("The chunk ends behind the object.");
        if (last + 1 != (total ?? session.Declared) && ask.Body.Length % Unit != 0)
        {
            session.IsBroken = true;
            throw Refused("Chunks but the last are multiples of 256 KiB; the session can't be used any more.");
        }

        var fresh = ask.Body.AsSpan((int)Math.Min(session.Held.Length - first, ask.Body.Length));
        if (ask.Fault?.Kind == GcsFaultKind.HoldLess) fresh = fresh[..(int)Math.Min(ask.Fault.Amount, fresh.Length)];
        session.Held.Position = session.Held.Length;
        session.Held.Write(fresh);
    }

    GcsReply Finish(GcsAsk ask, GcsSession session)
    {
        session.Made = buckets.Put(session.Bucket, session.Name, session.Held.ToArray(), session.Resource, session.IfGeneration);
        return Done(ask, session.Made);
    }

    static GcsReply Done(GcsAsk ask, GcsObject made) => GcsReply.Json(made.Json(ask.Fault), ask.Fault?.Kind == GcsFaultKind.Created ? 201 : 200);

    static GcsReply Incomplete(GcsAsk ask, GcsSession session)
    {
        var held = session.Held.Length + (ask.Fault?.Kind == GcsFaultKind.HoldMore ? ask.Fault.Amount : 0);
        if (ask.Fault?.Kind == GcsFaultKind.OddRange) return GcsReply.Empty(308, ("Range", ask.Fault.Text));
        return held == 0 ? GcsReply.Empty(308) : GcsReply.Empty(308, ("Range", string.Create(CultureInfo.InvariantCulture, $"bytes=0-{held - 1}")));
    }

    static GcsReply Gone(int status) => new(status, Encoding.UTF8.GetBytes("Not Found")) { Fields = [("Content-Type", "text/plain; charset=utf-8")] };

    static GcsRefusal Refused(string why) => new(GcsReply.Error(400, "invalid", why));

    [GeneratedRegex("^multipart/related; boundary=\"?(?<boundary>[^\"]+)\"?$", RegexOptions.CultureInvariant)]
    private static partial Regex RelatedType();

    [GeneratedRegex(@"^bytes (?:(?<first>\d+)-(?<last>\d+)|\*)/(?<total>\d+|\*)$", RegexOptions.CultureInvariant)]
    private static partial Regex ContentRange();
}
