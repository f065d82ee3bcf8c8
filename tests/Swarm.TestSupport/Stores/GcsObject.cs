using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Swarm.Domain.Integrity;

namespace Swarm.TestSupport.Stores;

/// <summary>A version of an object in the stub.</summary>
sealed record GcsObject(string Bucket, string Name, byte[] Bytes, long Generation, JsonObject Resource, DateTimeOffset Created)
{
    static readonly string[] Kept = ["contentType", "cacheControl", "contentDisposition", "contentEncoding", "contentLanguage", "storageClass", "metadata", "customTime"];

    public string Md5 { get; } = Convert.ToBase64String(MD5.HashData(Bytes));

    public string Crc32C { get; } = Convert.ToBase64String(BitConverter.GetBytes(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(Integrity(Bytes))));

    public string ContentType => (string?)Resource["contentType"] ?? "application/octet-stream";

    /// <summary>The XML API's: of the content.</summary>
    public string Tag => $"\"{Convert.ToHexStringLower(MD5.HashData(Bytes))}\"";

    public JsonObject Json(GcsFault? fault = null)
    {
        var json = new JsonObject
        {
            ["kind"] = "storage#object", ["id"] = $"{Bucket}/{Name}/{Generation}", ["name"] = Name, ["bucket"] = Bucket,
            ["generation"] = Generation.ToString(CultureInfo.InvariantCulture), ["metageneration"] = "1",
            ["contentType"] = ContentType, ["storageClass"] = "STANDARD", ["size"] = Bytes.Length.ToString(CultureInfo.InvariantCulture),
            ["etag"] = Convert.ToBase64String(BitConverter.GetBytes(Generation)), ["timeCreated"] = Date, ["updated"] = Date,
        };
        foreach (var name in Kept)
            if (Resource[name] is { } value) json[name] = value.DeepClone();
        if (fault?.Kind == GcsFaultKind.NoChecksum) return json;
        json["md5Hash"] = fault?.Kind == GcsFaultKind.WrongChecksum ? "AAAAAAAAAAAAAAAAAAAAAA==" : Md5;
        json["crc32c"] = fault?.Kind == GcsFaultKind.WrongChecksum ? "AAAAAQ==" : Crc32C;
        return json;
    }

    public List<(string Name, string Value)> Fields(GcsFault? fault) =>
    [
        ("Content-Type", ContentType), ("ETag", Tag), ("Last-Modified", Created.ToString("R", CultureInfo.InvariantCulture)), ("Accept-Ranges", "bytes"),
        ("x-goog-generation", Generation.ToString(CultureInfo.InvariantCulture)), ("x-goog-metageneration", "1"), ("x-goog-storage-class", "STANDARD"),
        ("x-goog-hash", "crc32c=" + (fault?.Kind == GcsFaultKind.WrongChecksum ? "AAAAAQ==" : Crc32C)),
        ("x-goog-hash", "md5=" + (fault?.Kind == GcsFaultKind.WrongChecksum ? "AAAAAAAAAAAAAAAAAAAAAA==" : Md5)),
        ("x-goog-stored-content-encoding", (string?)Resource["contentEncoding"] ?? "identity"),
        ("x-goog-stored-content-length", Bytes.Length.ToString(CultureInfo.InvariantCulture)),
    ];

    string Date => Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    static uint Integrity(byte[] bytes) => Domain.Integrity.Crc32C.Append(0, bytes);
}
