using System.Globalization;
using System.Text;

namespace Swarm.Domain.Naming;

/// <summary>A Content-Disposition field (RFC 6266), read as leniently as the web needs: first of equal parameters, odd values as they are.</summary>
/// <param name="Type">In lower case.</param>
/// <param name="Parameters">Names in lower case; the decoded value of <c>name*</c> (RFC 8187) takes the place of <c>name</c>.</param>
public sealed record ContentDisposition(string Type, IReadOnlyDictionary<string, string> Parameters)
{
    /// <param name="field">Any text; nothing in it is an error.</param>
    /// <param name="extended">False: <c>name*</c> is not decoded.</param>
    public static ContentDisposition Parse(string field, bool extended = true)
    {
        var end = field.IndexOf(';', StringComparison.Ordinal);
        var type = (end < 0 ? field : field[..end]).Trim().ToLowerInvariant();
        var parameters = new Dictionary<string, string>();
        var decoded = new Dictionary<string, string>();
        for (var rest = end < 0 ? "" : field[(end + 1)..]; rest.Length > 0;)
        {
            rest = ReadParameter(rest, out var name, out var value, out var isQuoted);
            if (name.Length == 0 || !parameters.TryAdd(name, value) || !extended || isQuoted || name[^1] != '*') continue;
            if (DecodeExtended(value) is { } text) decoded[name[..^1]] = text;
        }

        foreach (var (name, value) in decoded) parameters[name] = value;
        return new ContentDisposition(type, parameters);
    }

    /// <returns>What follows the parameter and its semicolon.</returns>
    static string ReadParameter(string text, out string name, out string value, out bool isQuoted)
    {
        (name, value, isQuoted) = ("", "", false);
        var equals = text.IndexOfAny([';', '=']);
        if (equals < 0) return "";
        if (text[equals] == ';') return text[(equals + 1)..];
        name = text[..equals].Trim().ToLowerInvariant();
        text = text[(equals + 1)..].TrimStart();
        isQuoted = text.StartsWith('"');
        var quotedEnd = isQuoted ? ReadQuoted(text, out value) : 0;
        var end = text.IndexOf(';', quotedEnd);
        if (!isQuoted) value = (end < 0 ? text : text[..end]).Trim();
        return end < 0 ? "" : text[(end + 1)..];
    }

    static int ReadQuoted(string text, out string value)
    {
        var result = new StringBuilder();
        var i = 1;
        for (; i < text.Length && text[i] != '"'; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length) i++;
            result.Append(text[i]);
        }

        value = result.ToString();
        return Math.Min(i + 1, text.Length);
    }

    /// <summary><c>charset'language'percent-encoded</c> of UTF-8 or ISO 8859-1; null where it is not.</summary>
    static string? DecodeExtended(string value)
    {
        var parts = value.Split('\'', 3);
        if (parts.Length != 3) return null;
        Encoding? encoding = parts[0].ToUpperInvariant() switch
        {
            "UTF-8" or "UTF8" => new UTF8Encoding(false, throwOnInvalidBytes: true),
            "ISO-8859-1" => Encoding.Latin1,
            _ => null,
        };
        if (encoding is null || DecodeOctets(parts[2]) is not { } octets) return null;
        try
        {
            return encoding.GetString(octets);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    static byte[]? DecodeOctets(string text)
    {
        var octets = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAscii(text[i])) return null;
            if (text[i] != '%')
            {
                octets.Add((byte)text[i]);
                continue;
            }

            if (i + 2 >= text.Length || !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
                return null;
            octets.Add(octet);
            i += 2;
        }

        return [.. octets];
    }
}
