using System.Globalization;
using System.Text.Json;
using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Cli.Screen;

/// <summary>Objects as lines for people and for programs.</summary>
static class ObjectLines
{
    public static string Long(StoreAddress address, ObjectFacts facts) =>
        $"{facts.Size?.ToString(CultureInfo.InvariantCulture) ?? "?",15}  {Time(facts.Modified),-20}  {address}";

    public static string LongPrefix(StoreAddress prefix) => $"{"",15}  {"",-20}  {prefix}";

    public static IEnumerable<(string Name, string Value)> All(StoreAddress address, ObjectFacts facts)
    {
        yield return ("object", address.ToString());
        if (facts.Size is { } size) yield return ("size", $"{size.ToString(CultureInfo.InvariantCulture)} ({Units.Bytes(size)})");
        if (facts.Modified is { } modified) yield return ("modified", Time(modified));
        if (facts.ETag is { } tag) yield return ("etag", tag);
        if (facts.Generation is { } generation) yield return ("generation", generation.ToString(CultureInfo.InvariantCulture));
        if (facts.ContentType is { } type) yield return ("content-type", type);
        if (facts.StorageClass is { } storage) yield return ("storage-class", storage);
        foreach (var digest in facts.Digests) yield return ("digest", digest.ToString());
        foreach (var field in facts.Metadata) yield return ("metadata", $"{field.Name}: {field.Value}");
    }

    public static void Write(Utf8JsonWriter json, StoreAddress address, ObjectFacts facts)
    {
        json.WriteString("address", address.ToString());
        json.WriteString("key", facts.Key);
        if (facts.Size is { } size) json.WriteNumber("size", size);
        if (facts.Modified is { } modified) json.WriteString("modified", Time(modified));
        if (facts.ETag is { } tag) json.WriteString("etag", tag);
        if (facts.Generation is { } generation) json.WriteNumber("generation", generation);
        if (facts.ContentType is { } type) json.WriteString("content_type", type);
        if (facts.StorageClass is { } storage) json.WriteString("storage_class", storage);
        if (facts.Digests.Count > 0) WriteDigests(json, facts.Digests);
        if (facts.Metadata.Count == 0) return;
        json.WriteStartObject("metadata");
        foreach (var field in facts.Metadata) json.WriteString(field.Name, field.Value);
        json.WriteEndObject();
    }

    static void WriteDigests(Utf8JsonWriter json, IReadOnlyList<Checksum> digests)
    {
        json.WriteStartArray("digests");
        foreach (var digest in digests) json.WriteStringValue(digest.ToString());
        json.WriteEndArray();
    }

    public static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
