using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace Swarm.TestSupport.Objects.Faults;

/// <summary>What servers say of a body's digest, true or false (X12), and of its coding (X13).</summary>
public static class DigestFaults
{
    /// <summary>Every form of header that tells the digest of the whole object.</summary>
    public static IReadOnlyList<string> Forms { get; } =
    [
        "x-goog-hash crc32c", "x-goog-hash md5", "x-oss-hash-crc64ecma", "Repr-Digest", "Digest", "x-amz-checksum-crc32c", "x-amz-checksum-sha256",
        "Content-MD5",
    ];

    /// <summary>The header in that form, true for <paramref name="content"/>.</summary>
    public static (string Name, string Value) Field(string form, ObjectContent content) => form switch
    {
        "x-goog-hash crc32c" => ("x-goog-hash", "crc32c=" + BigEndian(content.Crc32C)),
        "x-goog-hash md5" => ("x-goog-hash", "md5=" + Convert.ToBase64String(content.Md5)),
        "x-oss-hash-crc64ecma" => (form, content.Crc64.ToString(CultureInfo.InvariantCulture)),
        "Repr-Digest" => (form, $"sha-256=:{Convert.ToBase64String(content.Sha256)}:"),
        "Digest" => (form, "SHA-256=" + Convert.ToBase64String(content.Sha256)),
        "x-amz-checksum-crc32c" => (form, BigEndian(content.Crc32C)),
        "x-amz-checksum-sha256" => (form, Convert.ToBase64String(content.Sha256)),
        "Content-MD5" => (form, Convert.ToBase64String(content.Md5)),
        _ => throw new ArgumentException(form, nameof(form)),
    };

    /// <summary>Answers carry the digest, true where <paramref name="of"/> is null. Content-MD5, which is of the message's own bytes, stays off a part.</summary>
    public static ObjectFault Says(string form, Func<ObjectContent, ObjectContent>? of = null, Strike? when = null) =>
        new($"{form}, {(of is null ? "true" : "false")}", when ?? When.Always, (_, honest) =>
        {
            if (!BreakFaults.IsBody(honest) || (form == "Content-MD5" && honest.Status == 206)) return honest;
            var (name, value) = Field(form, (of ?? (c => c))(honest.Version.Content));
            return honest.With(name, value);
        });

    /// <summary>Parts carry their own MD5 and digest (RFC 9530, section 2), which are not the object's.</summary>
    public static ObjectFault OfParts(Strike? when = null) => new("digests of parts", when ?? When.Ranged, (_, honest) =>
    {
        if (!RangeFaults.IsPart(honest)) return honest;
        var bytes = honest.Version.Content.Bytes(honest.Start, (int)honest.Count);
        return honest.With("Content-MD5", Convert.ToBase64String(System.Security.Cryptography.MD5.HashData(bytes)))
            .With("Content-Digest", $"sha-256=:{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(bytes))}:");
    });

    /// <summary>Whole bodies are gzip, asked for or not: another representation, with its own length and the same tag.</summary>
    public static ObjectFault Gzips(Strike? when = null) => new("gzip", when ?? When.Always, (_, honest) =>
        BreakFaults.IsBody(honest) ? honest.With("Content-Encoding", "gzip") with { Body = Gzip(honest.Version.Content.Bytes(honest.Start, (int)honest.Count)) } : honest);

    public static byte[] Gzip(byte[] bytes)
    {
        using var coded = new MemoryStream();
        using (var gzip = new GZipStream(coded, CompressionLevel.Fastest)) gzip.Write(bytes);
        return coded.ToArray();
    }

    static string BigEndian(uint crc)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, crc);
        return Convert.ToBase64String(bytes);
    }
}
