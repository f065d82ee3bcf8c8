using System.Text.Json;
using Swarm.Domain;
using Swarm.Domain.Crawling;

namespace Swarm.Pages.Lists;

/// <summary>
/// Reads a web application's manifest (W3C Application Manifest): pictures are requisites, pages are links. 10 MiB; its references have no places,
/// since how a text is escaped in JSON is none of the known ways.
/// </summary>
static class ManifestPage
{
    const int MostBytes = 10 << 20;

    public static PageReading Read(in PageSource source)
    {
        if (source.Content.Length > MostBytes) return new PageReading { Cut = "a manifest of more than 10 MiB" };
        var content = source.Content.Span is [0xEF, 0xBB, 0xBF, ..] ? source.Content[3..] : source.Content;
        var references = new ReferenceList(source.Url);
        try
        {
            using var manifest = JsonDocument.Parse(content);
            AddAll(manifest.RootElement, references);
            return new PageReading { References = references.Found, Cut = references.Cut };
        }
        catch (JsonException)
        {
            return new PageReading { Cut = "no JSON" };
        }
    }

    static void AddAll(JsonElement manifest, ReferenceList references)
    {
        Add(LinkKind.Link, manifest, "start_url", "start_url", references);
        AddPictures(manifest, "icons", references);
        AddPictures(manifest, "screenshots", references);
        foreach (var shortcut in Items(manifest, "shortcuts"))
        {
            Add(LinkKind.Link, shortcut, "url", "shortcuts", references);
            AddPictures(shortcut, "icons", references);
        }
    }

    static void AddPictures(JsonElement holder, string list, ReferenceList references)
    {
        foreach (var picture in Items(holder, list)) Add(LinkKind.Requisite, picture, "src", list, references);
    }

    static void Add(LinkKind kind, JsonElement holder, string name, string attribute, ReferenceList references)
    {
        if (Member(holder, name) is { ValueKind: JsonValueKind.String } text && TextOf(text) is { Length: > 0 } said)
            references.Add(kind, said, "manifest", attribute, TextPlace.None);
    }

    static IEnumerable<JsonElement> Items(JsonElement holder, string name) =>
        Member(holder, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    static JsonElement? Member(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var member) ? member : null;

    /// <summary>Null where it is escaped into what no text holds (a lone surrogate).</summary>
    static string? TextOf(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
