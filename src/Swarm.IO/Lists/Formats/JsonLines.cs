using System.Text;
using System.Text.Json;

namespace Swarm.IO.Lists.Formats;

/// <summary>One JSON object a line: url, and as wanted out, method, headers, body, body_base64, priority, checksum, range, mirrors, info. Other fields are passed over.</summary>
sealed class JsonLines : LineFormat
{
    readonly BundleDraft _draft = new();

    internal override void Line(ReadOnlySpan<byte> line, long number, EntrySink sink)
    {
        var trimmed = Trim(number == 1 ? WithoutMark(line) : line);
        if (!trimmed.IsEmpty && trimmed[0] != (byte)'#') Read(trimmed, number, sink);
        sink.Covered(number);
    }

    void Read(ReadOnlySpan<byte> line, long number, EntrySink sink)
    {
        _draft.Clear();
        try
        {
            Object(line);
        }
        catch (JsonException e)
        {
            _draft.Problem = $"this is no JSON object (byte {e.BytePositionInLine + 1}); write one like {{\"url\":\"https://host/path\"}}";
        }
        catch (InvalidOperationException)
        {
            // A string with half a surrogate pair or bytes that are no UTF-8.
            _draft.Problem = "a text in it is not valid Unicode; save the list as UTF-8";
        }
        _draft.Finish(number, sink);
    }

    void Object(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject) throw new JsonException(null, null, 0, 0);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName) Field(ref json, line);
        json.Read();
    }

    void Field(ref Utf8JsonReader json, ReadOnlySpan<byte> line)
    {
        var name = json.GetString();
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return;
        switch (name)
        {
            case "url": _draft.Url = Text(ref json, name)?.Trim(); break;
            case "out": _draft.Out = Text(ref json, name); break;
            case "method": _draft.Method(Text(ref json, name) ?? ""); break;
            case "priority" when json.TokenType == JsonTokenType.Number: _draft.Priority(Encoding.UTF8.GetString(json.ValueSpan)); break;
            case "priority": Wrong(ref json, name, "a number"); break;
            case "checksum": _draft.Checksum(Text(ref json, name) ?? ""); break;
            case "range": _draft.Range(Text(ref json, name) ?? ""); break;
            case "body": _draft.Body(Encoding.UTF8.GetBytes(Text(ref json, name) ?? "")); break;
            case "body_base64": _draft.Body64(Text(ref json, name) ?? ""); break;
            case "headers": Fields(ref json); break;
            case "mirrors": Mirrors(ref json); break;
            case "info": _draft.Info = Raw(ref json, line); break;
            default: json.Skip(); break;
        }
    }

    /// <summary>An object of name and value or values, or a list of <c>Name: value</c>.</summary>
    void Fields(ref Utf8JsonReader json)
    {
        var inObject = json.TokenType == JsonTokenType.StartObject;
        if (!inObject && json.TokenType != JsonTokenType.StartArray)
        {
            Wrong(ref json, "headers", "an object or a list");
            return;
        }
        while (json.Read() && json.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            if (!inObject)
            {
                _draft.Header(Text(ref json, "headers") ?? "");
                continue;
            }
            var name = json.GetString()!;
            json.Read();
            if (json.TokenType != JsonTokenType.StartArray) _draft.Header(name, Text(ref json, "headers") ?? "");
            else while (json.Read() && json.TokenType != JsonTokenType.EndArray) _draft.Header(name, Text(ref json, "headers") ?? "");
        }
    }

    void Mirrors(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartArray) _draft.Mirror(Text(ref json, "mirrors") ?? "");
        else while (json.Read() && json.TokenType != JsonTokenType.EndArray) _draft.Mirror(Text(ref json, "mirrors") ?? "");
    }

    string? Text(ref Utf8JsonReader json, string name)
    {
        if (json.TokenType == JsonTokenType.String) return json.GetString();
        Wrong(ref json, name, "a text");
        return null;
    }

    void Wrong(ref Utf8JsonReader json, string name, string wanted)
    {
        _draft.Problem ??= $"the field {name} must be {wanted}";
        json.Skip();
    }

    static string Raw(ref Utf8JsonReader json, ReadOnlySpan<byte> line)
    {
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return Encoding.UTF8.GetString(line[start..(int)json.BytesConsumed]);
    }
}
