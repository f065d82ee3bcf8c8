using System.Globalization;
using System.Xml.Linq;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.Stores.Xml;

namespace Swarm.Stores.S3;

/// <summary>Objects as heads and listings describe them; what a clone leaves out stays unknown.</summary>
static class S3Facts
{
    const string MetadataPrefix = "x-amz-meta-";

    static readonly (string Field, DigestAlgorithm Algorithm)[] Checksums =
    [
        ("x-amz-checksum-sha256", DigestAlgorithm.Sha256), ("x-amz-checksum-sha1", DigestAlgorithm.Sha1), ("x-amz-checksum-crc32c", DigestAlgorithm.Crc32C),
    ];

    public static ObjectFacts OfHead(string key, ResponseHead head)
    {
        var headers = head.Headers;
        return new ObjectFacts(key, head.Length)
        {
            ETag = headers.Find("ETag"),
            Modified = headers.Find("Last-Modified") is { } date ? HttpDate.Parse(date) : null,
            ContentType = headers.Find("Content-Type"),
            StorageClass = headers.Find("x-amz-storage-class"),
            Digests = Digests(headers),
            Metadata = [.. headers.Where(h => h.Name.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
                .Select(h => new Header(h.Name[MetadataPrefix.Length..].ToLowerInvariant(), h.Value))],
        };
    }

    public static ObjectFacts OfListing(XElement page, XElement entry, StoreAddress bucket)
    {
        var key = entry.Text("Key") ?? throw S3Error.Protocol(bucket, "a listing with an object that has no key");
        return new ObjectFacts(page.Name(key), Number(entry.Text("Size")))
        {
            ETag = entry.Text("ETag"),
            Modified = Time(entry.Text("LastModified")),
            StorageClass = entry.Text("StorageClass"),
        };
    }

    public static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>The store's key encrypts with more than its own keys, so that a tag is no MD5.</summary>
    public static bool HidesMd5(IReadOnlyList<Header> headers) =>
        headers.Find("x-amz-server-side-encryption") is { } kind && kind.StartsWith("aws:kms", StringComparison.OrdinalIgnoreCase)
        || headers.Find("x-amz-server-side-encryption-customer-algorithm") is not null;

    // A checksum with "-N" is one of parts' checksums; so is a tag.
    static List<Checksum> Digests(IReadOnlyList<Header> headers)
    {
        var digests = new List<Checksum>();
        foreach (var (field, algorithm) in Checksums)
            if (headers.Find(field) is { } text && Checksum.TryRead(algorithm, text, DigestForms.Base64, out var checksum)) digests.Add(checksum);
        if (!HidesMd5(headers) && headers.Find("ETag") is { } tag && Checksum.TryRead(DigestAlgorithm.Md5, tag.Trim('"'), DigestForms.Hex, out var md5)) digests.Add(md5);
        return digests;
    }
}
