using System.Globalization;
using System.Text.Json;
using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Gcs;

/// <summary>The JSON API's objects, read and written: numbers are strings there, and any field may be missing.</summary>
static class GcsObjects
{
    /// <summary>The fields of a listing that are made use of.</summary>
    public const string ListFields = "nextPageToken,prefixes,items(name,size,generation,etag,md5Hash,crc32c,timeCreated,updated,storageClass,contentType,metadata)";

    const string MetadataField = "x-goog-meta-";

    // What the JSON API has a property for, and the XML API a field.
    static readonly (string Field, string Property)[] Properties =
    [
        ("Cache-Control", "cacheControl"), ("Content-Disposition", "contentDisposition"), ("Content-Encoding", "contentEncoding"),
        ("Content-Language", "contentLanguage"), ("Content-MD5", "md5Hash"), ("x-goog-storage-class", "storageClass"), ("x-goog-custom-time", "customTime"),
    ];

    public static string? Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static long? Number(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && long.TryParse(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : null;

    public static JsonElement.ArrayEnumerator Items(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default;

    public static ObjectFacts Facts(JsonElement item) => new(item.Text("name") ?? "", item.Number("size"))
    {
        // When these bytes came: "updated" moves with the metadata, too.
        Modified = Date(item.Text("timeCreated") ?? item.Text("updated")),
        ETag = Tag(item),
        Generation = item.Number("generation"),
        StorageClass = item.Text("storageClass"),
        ContentType = item.Text("contentType"),
        Digests = [.. Digests(item)],
        Metadata = Metadata(item),
    };

    /// <summary>The resource to be made: what of the options the API has properties for.</summary>
    public static byte[] Resource(PutOptions options, string contentType, Checksum? digest = null)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("contentType", contentType);
            foreach (var (field, property) in Properties)
                if (options.Headers.Find(field) is { } value && !(property == "md5Hash" && digest is not null)) json.WriteString(property, value);
            if (digest is { } known) json.WriteString(DigestName(known.Algorithm), Base64(known));
            WriteMetadata(json, options.Headers);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Whether a resource would say more than the content's type.</summary>
    public static bool HasProperties(PutOptions options)
    {
        foreach (var header in options.Headers)
            if (IsProperty(header)) return true;
        return false;
    }

    /// <summary>What is left of the options' fields to be sent as such: encryption keys and the like.</summary>
    public static IEnumerable<Header> OwnFields(PutOptions options) => options.Headers.Where(header => !IsProperty(header));

    public static string DigestName(DigestAlgorithm algorithm) => algorithm == DigestAlgorithm.Md5 ? "md5Hash" : "crc32c";

    public static string Base64(Checksum checksum) => Convert.ToBase64String(Convert.FromHexString(checksum.Hex));

    static bool IsProperty(Header header) =>
        header.Name.StartsWith(MetadataField, StringComparison.OrdinalIgnoreCase) || Array.Exists(Properties, known => header.Is(known.Field));

    static void WriteMetadata(Utf8JsonWriter json, IReadOnlyList<Header> headers)
    {
        var isOpen = false;
        foreach (var header in headers)
        {
            if (!header.Name.StartsWith(MetadataField, StringComparison.OrdinalIgnoreCase)) continue;
            if (!isOpen) json.WriteStartObject("metadata");
            json.WriteString(header.Name[MetadataField.Length..].ToLowerInvariant(), header.Value);
            isOpen = true;
        }

        if (isOpen) json.WriteEndObject();
    }

    // As the XML API has it, where the bytes are read: the MD5 in hexadecimal; of what was composed, which has none, the JSON API's behind a hyphen.
    static string? Tag(JsonElement item) =>
        item.Text("md5Hash") is { } md5 && Checksum.TryRead(DigestAlgorithm.Md5, md5, DigestForms.Base64, out var digest) ? $"\"{digest.Hex}\""
        : item.Text("etag") is { } etag ? $"\"-{etag.Trim('"')}\"" : null;

    static IEnumerable<Checksum> Digests(JsonElement item)
    {
        if (item.Text("md5Hash") is { } md5 && Checksum.TryRead(DigestAlgorithm.Md5, md5, DigestForms.Base64, out var a)) yield return a;
        if (item.Text("crc32c") is { } crc && Checksum.TryRead(DigestAlgorithm.Crc32C, crc, DigestForms.Base64, out var b)) yield return b;
    }

    static Header[] Metadata(JsonElement item)
    {
        if (!item.TryGetProperty("metadata", out var metadata) || metadata.ValueKind != JsonValueKind.Object) return [];
        return [.. from entry in metadata.EnumerateObject() where entry.Value.ValueKind == JsonValueKind.String
            select new Header(entry.Name.ToLowerInvariant(), entry.Value.GetString()!)];
    }

    public static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
