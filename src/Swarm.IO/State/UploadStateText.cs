using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.IO.State;

/// <summary>An upload's state as JSON in a file of its own, which nobody but its owner may read: the session may be a credential.</summary>
static class UploadStateText
{
    const string Title = "swarm-upload 1";
    const int Longest = 4 << 20;

    /// <summary>Null where there is none, or a damaged one.</summary>
    public static (string Key, UploadState State)? Read(string path)
    {
        if (CheckedFile.Read(path, Title, Longest) is not var (_, text)) return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return Parse(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or OverflowException)
        {
            return null;
        }
    }

    /// <exception cref="StateException">Disk.</exception>
    public static void Write(string path, string key, UploadState state, bool isDurable)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer)) Write(json, key, state);
        CheckedFile.Write(path, Title, "1", buffer.WrittenSpan, isDurable, isPrivate: true);
    }

    static void Write(Utf8JsonWriter json, string key, UploadState state)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WriteString("target", state.Session.Target.ToString());
        json.WriteString("session", state.Session.Id);
        if (state.Session.IfAbsent) json.WriteBoolean("if-absent", true);
        json.WriteNumber("part-size", state.PartSize);
        json.WriteNumber("length", state.SourceLength);
        if (state.SourceModified is { } modified) json.WriteString("modified", modified);
        if (state.Validators.ETag is { } tag) json.WriteString("source-etag", tag);
        if (state.Validators.LastModified is { } date) json.WriteString("source-date", date);
        if (state.Validators.Generation is { } generation) json.WriteString("source-generation", generation);
        if (state.Begun is { } begun) json.WriteString("begun", begun);
        if (state.ETag is { } expected) json.WriteString("etag", expected);
        if (state.Web is { } web) Write(json, web);
        json.WriteStartObject("sums");
        foreach (var (number, sum) in state.PartSums) json.WriteString(number.ToString(CultureInfo.InvariantCulture), sum.ToString("x", CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, WebSource web)
    {
        json.WriteStartObject("web");
        json.WriteString("url", web.Url);
        json.WriteNumber("offset", web.Offset);
        if (web.Total is { } total) json.WriteNumber("total", total);
        json.WriteStartArray("promised");
        foreach (var checksum in web.Promised) json.WriteStringValue(checksum.ToString());
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static (string Key, UploadState State)? Parse(JsonElement root)
    {
        if (!StoreAddress.TryParse(Text(root, "target"), out var target)) return null;
        var session = new UploadSession(target, Text(root, "session") ?? "") { IfAbsent = root.TryGetProperty("if-absent", out _) };
        return (Text(root, "key") ?? "", new UploadState(session, root.GetProperty("part-size").GetInt64())
        {
            SourceLength = root.GetProperty("length").GetInt64(),
            SourceModified = Time(root, "modified"),
            Validators = new Validators(Text(root, "source-etag"), Text(root, "source-date")) { Generation = Text(root, "source-generation") },
            Web = root.TryGetProperty("web", out var web) ? ParseWeb(web) : null,
            Begun = Time(root, "begun"),
            ETag = Text(root, "etag"),
            PartSums = root.GetProperty("sums").EnumerateObject().ToDictionary(
                p => int.Parse(p.Name, CultureInfo.InvariantCulture),
                p => ulong.Parse(p.Value.GetString()!, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)),
        });
    }

    static WebSource ParseWeb(JsonElement web) => new(
        Text(web, "url") ?? throw new FormatException(),
        web.GetProperty("offset").GetInt64(),
        web.TryGetProperty("total", out var total) ? total.GetInt64() : null,
        [.. web.GetProperty("promised").EnumerateArray().Select(p => Checksum.TryParse(p.GetString() ?? "", out var checksum) ? checksum : throw new FormatException())]);

    static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;

    static DateTimeOffset? Time(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetDateTimeOffset() : null;
}
