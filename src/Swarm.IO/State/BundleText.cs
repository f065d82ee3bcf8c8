using System.Buffers;
using System.Text.Json;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.IO.State;

/// <summary>
/// What a bundle has beside its URL and priority: how a crawl came to it, as numbers, then all else as JSON. Nothing for a plain GET of a list.
/// </summary>
sealed class BundleText
{
    readonly ArrayBufferWriter<byte> _buffer = new(256);

    /// <summary>Good until the next call.</summary>
    public ReadOnlySpan<byte> Write(Bundle bundle)
    {
        _buffer.ResetWrittenCount();
        if (bundle.Trace is { } trace) TraceText.Write(trace, _buffer);
        if (!IsPlain(bundle)) WriteJson(bundle);
        return _buffer.WrittenSpan;
    }

    void WriteJson(Bundle bundle)
    {
        using var json = new Utf8JsonWriter(_buffer);
        json.WriteStartObject();
        if (bundle.Method != "GET") json.WriteString("method", bundle.Method);
        if (bundle.Url.UserInfo is { } user) json.WriteString("user", user);
        if (bundle.Headers.Count > 0) WriteHeaders(json, bundle.Headers);
        if (bundle.Body is { } body) json.WriteBase64String("body", body);
        if (bundle.Checksum is { } checksum) json.WriteString("checksum", checksum.ToString());
        if (bundle.Mirrors.Count > 0) WriteMirrors(json, bundle.Mirrors);
        if (bundle.Range is { } range) json.WriteString("range", range.ToString());
        if (bundle.Out is { } name) json.WriteString("out", name);
        if (bundle.Info is { } info) json.WriteString("info", info);
        if (bundle.Address is { } address) json.WriteString("address", address.ToString());
        if (bundle.Upload is { } upload) json.WriteString("upload", upload);
        json.WriteEndObject();
    }

    public static Bundle Read(string href, int priority, ReadOnlySpan<byte> extra)
    {
        var trace = TraceText.Read(ref extra);
        if (extra.IsEmpty) return new Bundle(WebUrl.Parse(href)) { Priority = priority, Trace = trace };
        using var document = JsonDocument.Parse(extra.ToArray());
        var root = document.RootElement;
        return new Bundle(WebUrl.Parse(WithUser(href, Text(root, "user"))))
        {
            Priority = priority,
            Trace = trace,
            Method = Text(root, "method") ?? "GET",
            Headers = root.TryGetProperty("headers", out var headers) ? ReadHeaders(headers) : Headers.None,
            Body = root.TryGetProperty("body", out var body) ? body.GetBytesFromBase64() : null,
            Checksum = Text(root, "checksum") is { } sum && Checksum.TryParse(sum, out var checksum) ? checksum : null,
            Mirrors = root.TryGetProperty("mirrors", out var mirrors) ? ReadMirrors(mirrors) : [],
            Range = Text(root, "range") is { } text && ByteRange.TryParse(text, out var range) ? range : null,
            Out = Text(root, "out"),
            Info = Text(root, "info"),
            Address = Text(root, "address") is { } place && StoreAddress.TryParse(place, out var address) ? address : null,
            Upload = Text(root, "upload"),
        };
    }

    static bool IsPlain(Bundle bundle) =>
        bundle is { Method: "GET", Headers.Count: 0, Body: null, Checksum: null, Mirrors.Count: 0, Range: null, Out: null, Info: null, Address: null, Upload: null, Url.UserInfo: null };

    static void WriteHeaders(Utf8JsonWriter json, IReadOnlyList<Header> headers)
    {
        json.WriteStartArray("headers");
        foreach (var header in headers)
        {
            json.WriteStringValue(header.Name);
            json.WriteStringValue(header.Value);
        }

        json.WriteEndArray();
    }

    static void WriteMirrors(Utf8JsonWriter json, IReadOnlyList<WebUrl> mirrors)
    {
        json.WriteStartArray("mirrors");
        foreach (var mirror in mirrors) json.WriteStringValue(WithUser(mirror.Href, mirror.UserInfo));
        json.WriteEndArray();
    }

    static List<Header> ReadHeaders(JsonElement array)
    {
        var headers = new List<Header>(array.GetArrayLength() / 2);
        for (var i = 0; i + 1 < array.GetArrayLength(); i += 2) headers.Add(new Header(array[i].GetString()!, array[i + 1].GetString()!));
        return headers;
    }

    static List<WebUrl> ReadMirrors(JsonElement array)
    {
        var mirrors = new List<WebUrl>(array.GetArrayLength());
        foreach (var mirror in array.EnumerateArray()) mirrors.Add(WebUrl.Parse(mirror.GetString()!));
        return mirrors;
    }

    static string WithUser(string href, string? user) => user is null ? href : href.Insert(href.IndexOf("//", StringComparison.Ordinal) + 2, user + "@");

    static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
}
