using System.Buffers;
using System.Text.Json;
using Swarm.Domain;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk.Parts;

/// <summary>What a checkpoint is of.</summary>
/// <param name="Path">The file that it is to become.</param>
/// <param name="Partial">The name, beside <paramref name="Path"/>, of the file that is being filled.</param>
/// <param name="Digests">Those that will be asked for when it is whole.</param>
sealed record PartHeader(string Key, string Path, string Partial, PartIdentity Identity, IReadOnlyList<DigestAlgorithm> Digests)
{
    internal void Write(IBufferWriter<byte> to)
    {
        using var json = new Utf8JsonWriter(to);
        json.WriteStartObject();
        json.WriteString("key", Key);
        json.WriteString("path", Path);
        json.WriteString("partial", Partial);
        json.WriteString("url", Identity.Url);
        json.WriteNumber("length", Identity.Length);
        json.WriteNumber("offset", Identity.Offset);
        if (Identity.Total is { } total) json.WriteNumber("total", total);
        if (Identity.Validators.ETag is { } tag) json.WriteString("etag", tag);
        if (Identity.Validators.LastModified is { } date) json.WriteString("last_modified", date);
        if (Identity.Validators.Generation is { } generation) json.WriteString("generation", generation);
        json.WriteStartArray("promised");
        foreach (var checksum in Identity.Promised) json.WriteStringValue(checksum.ToString());
        json.WriteEndArray();
        json.WriteStartArray("digests");
        foreach (var digest in Digests) json.WriteStringValue(Checksum.Name(digest));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Null where this is no header.</summary>
    internal static PartHeader? Read(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return null;
        }
    }

    static PartHeader Read(JsonElement json)
    {
        var validators = new Validators(Optional(json, "etag"), Optional(json, "last_modified")) { Generation = Optional(json, "generation") };
        var identity = new PartIdentity(Text(json, "url"), json.GetProperty("length").GetInt64(), json.GetProperty("offset").GetInt64(), validators)
        {
            Total = json.TryGetProperty("total", out var total) ? total.GetInt64() : null,
            Promised = Promises(json.GetProperty("promised")),
        };
        var digests = json.GetProperty("digests").EnumerateArray().Select(name => Checksum.OfName(name.GetString()) ?? throw new FormatException());
        return new PartHeader(Text(json, "key"), Text(json, "path"), Text(json, "partial"), identity, [.. digests]);
    }

    static IReadOnlyList<Checksum> Promises(JsonElement json) => json.GetArrayLength() == 0 ? [] : [.. json.EnumerateArray().Select(Promise)];

    static Checksum Promise(JsonElement json) => Checksum.TryParse(json.GetString() ?? "", out var checksum) ? checksum : throw new FormatException();

    static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException();

    static string? Optional(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
