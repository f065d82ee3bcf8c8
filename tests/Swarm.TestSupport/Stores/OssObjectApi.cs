using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Swarm.TestSupport.Stores;

/// <summary>The stub's calls for single objects.</summary>
sealed partial class OssObjectApi(OssStub stub)
{
    public static OssReply Get(OssAsk ask, OssBucket bucket)
    {
        if (!bucket.Objects.TryGetValue(ask.Key, out var found)) return OssReply.Error(404, "NoSuchKey");
        if (ask.Field("If-Match") is { } match && match != found.ETag) return OssReply.Error(412, "PreconditionFailed");
        var (start, end, status) = (0, found.Bytes.Length, 200);
        if (ask.Method == "GET" && ask.Field("Range") is { } range && RangeForm().Match(range) is { Success: true } form)
        {
            var resolved = Resolve(form.Groups[1].Value, form.Groups[2].Value, found.Bytes.Length);
            // Without that field, OSS takes a range that can't be had for no range.
            if (resolved is null && ask.Field("x-oss-range-behavior") == "standard") return OssReply.Error(416, "InvalidRange").With("Content-Range", $"bytes */{found.Bytes.Length}");
            if (resolved is { } slice) (start, end, status) = (slice.Start, slice.End, 206);
        }

        var reply = OssReply.Bytes(status, found.Bytes.AsMemory(start, end - start));
        if (status == 206) reply.With("Content-Range", $"bytes {start}-{end - 1}/{found.Bytes.Length}");
        foreach (var (name, value) in found.Fields) reply.With(name, value);
        return reply.With("ETag", found.ETag).With("Last-Modified", found.Modified.ToString("R", CultureInfo.InvariantCulture)).With("Accept-Ranges", "bytes")
            .With("x-oss-hash-crc64ecma", PlainCrc64.Decimal(found.Bytes)).With("x-oss-object-type", "Normal").With("x-oss-storage-class", "Standard");
    }

    public OssReply Put(OssAsk ask, OssBucket bucket)
    {
        if (ask.Field("x-oss-copy-source") is not null) return Copy(ask, bucket);
        if (BodyFault(ask) is { } fault) return fault;
        if (Forbidden(ask, bucket, ask.Key) is { } taken) return taken;
        var made = new OssObject(ask.Body, stub.Now, Kept(ask.Fields), OssObject.TagOf(ask.Body));
        bucket.Objects[ask.Key] = made;
        return OssReply.Empty().With("ETag", made.ETag).With("x-oss-hash-crc64ecma", PlainCrc64.Decimal(ask.Body));
    }

    public static OssReply Delete(OssAsk ask, OssBucket bucket)
    {
        bucket.Objects.Remove(ask.Key);
        return OssReply.Empty(204);
    }

    /// <summary>The object that a copy is of, or why it can't be had.</summary>
    public (OssObject? Source, OssReply? Fault) Source(OssAsk ask)
    {
        var source = OssAsk.Decode(ask.Field("x-oss-copy-source")!);
        var cut = source.IndexOf('/', 1);
        if (stub.Find(source[1..cut]) is not { } bucket || !bucket.Objects.TryGetValue(source[(cut + 1)..], out var found)) return (null, OssReply.Error(404, "NoSuchKey"));
        return ask.Field("x-oss-copy-source-if-match") is { } match && match != found.ETag ? (null, OssReply.Error(412, "PreconditionFailed")) : (found, null);
    }

    public static OssReply? BodyFault(OssAsk ask) =>
        ask.Field("Content-MD5") is { } md5 && md5 != Convert.ToBase64String(MD5.HashData(ask.Body)) ? OssReply.Error(400, "InvalidDigest") : null;

    public static OssReply? Forbidden(OssAsk ask, OssBucket bucket, string key) =>
        ask.Field("x-oss-forbid-overwrite") == "true" && bucket.Objects.ContainsKey(key) ? OssReply.Error(409, "FileAlreadyExists") : null;

    public static Dictionary<string, string> Kept(IReadOnlyDictionary<string, string> fields) => fields
        .Where(field => field.Key.StartsWith("x-oss-meta-", StringComparison.OrdinalIgnoreCase) || field.Key.ToLowerInvariant() is "content-type" or "cache-control" or "content-encoding")
        .ToDictionary(field => field.Key, field => field.Value, StringComparer.OrdinalIgnoreCase);

    OssReply Copy(OssAsk ask, OssBucket bucket)
    {
        var (source, fault) = Source(ask);
        if (fault is not null) return fault;
        if (Forbidden(ask, bucket, ask.Key) is { } taken) return taken;
        if (source!.Bytes.Length > 1 << 30) return OssReply.Error(400, "EntityTooLarge");
        var fields = ask.Field("x-oss-metadata-directive") == "REPLACE" ? Kept(ask.Fields) : source.Fields;
        var made = source with { Fields = fields, Modified = stub.Now };
        bucket.Objects[ask.Key] = made;
        return OssReply.Xml(new XElement("CopyObjectResult", new XElement("LastModified", OssReply.Time(made.Modified)), new XElement("ETag", made.ETag)))
            .With("x-oss-hash-crc64ecma", PlainCrc64.Decimal(made.Bytes));
    }

    public static (int Start, int End)? Resolve(string first, string last, int size)
    {
        if (first.Length == 0) return last.Length == 0 || size == 0 ? null : (Math.Max(0, size - int.Parse(last, CultureInfo.InvariantCulture)), size);
        var start = long.Parse(first, CultureInfo.InvariantCulture);
        if (start >= size) return null;
        return ((int)start, last.Length == 0 ? size : (int)Math.Min(long.Parse(last, CultureInfo.InvariantCulture) + 1, size));
    }

    [GeneratedRegex("^bytes=([0-9]*)-([0-9]*)$")]
    public static partial Regex RangeForm();
}
