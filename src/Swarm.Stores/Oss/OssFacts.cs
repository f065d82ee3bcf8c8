using System.Xml.Linq;
using Swarm.Domain;
using Swarm.Domain.Integrity;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.Stores.Xml;

namespace Swarm.Stores.Oss;

/// <summary>What OSS's answers say of objects.</summary>
static class OssFacts
{
    const string MetaPrefix = "x-oss-meta-";

    public static ObjectFacts Of(string key, long? size, ResponseHead head) => new(key, size)
    {
        ETag = head.Headers.Find("ETag"),
        Modified = head.Headers.Find("Last-Modified") is { } modified ? HttpDate.Parse(modified) : null,
        StorageClass = head.Headers.Find("x-oss-storage-class"),
        ContentType = head.Headers.Find("Content-Type"),
        Digests = Sum(head) is { } sum ? [sum] : [],
        Metadata = [.. head.Headers.Where(field => field.Name.StartsWith(MetaPrefix, StringComparison.OrdinalIgnoreCase))
            .Select(field => new Header(field.Name[MetaPrefix.Length..].ToLowerInvariant(), field.Value))],
    };

    /// <summary>The answer to what made an object says little of it: its tag and its sum.</summary>
    public static ObjectFacts Made(string key, long size, ResponseHead head, string? etag = null) => new(key, size)
    {
        ETag = etag ?? head.Headers.Find("ETag"),
        Digests = Sum(head) is { } sum ? [sum] : [],
    };

    public static ObjectFacts? Listed(XElement entry, bool isEncoded) => entry.Decoded("Key", isEncoded) is not { } key ? null : new(key, entry.Number("Size"))
    {
        ETag = entry.Text("ETag"),
        Modified = entry.Time("LastModified"),
        StorageClass = entry.Text("StorageClass"),
    };

    /// <summary>The CRC-64 of the whole object, or of the part that was sent.</summary>
    public static Checksum? Sum(ResponseHead head) =>
        head.Headers.Find("x-oss-hash-crc64ecma") is { } text && Checksum.TryRead(DigestAlgorithm.Crc64, text.AsSpan().Trim(), DigestForms.Decimal, out var sum) ? sum : null;
}
