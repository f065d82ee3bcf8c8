using System.Net;
using System.Text;
using Swarm.Domain;

namespace Swarm.IO.Http.Wire;

/// <summary>An answer's status line and fields (RFC 9112, sections 4 and 5).</summary>
readonly record struct WireHead(int Status, Version Version, List<Header> Fields)
{
    const string Blank = " \t";

    /// <summary>Not the last: another answer to the same request follows (RFC 9110, section 15.2).</summary>
    public bool IsInterim => Status is >= 100 and < 200 and not 101;

    /// <summary>The server means to go on with the connection after this answer (RFC 9112, section 9.3).</summary>
    public bool KeepsAlive()
    {
        var keeps = Version.Minor > 0;
        foreach (var field in Fields)
        {
            if (!field.Is("Connection")) continue;
            if (Names(field.Value, "close")) return false;
            keeps |= Names(field.Value, "keep-alive");
        }

        return keeps;
    }

    /// <summary>The length of the head that the bytes begin with, its empty line included; -1 where that has not come yet.</summary>
    /// <param name="seen">How far has been looked at before, and was now.</param>
    public static int End(ReadOnlySpan<byte> bytes, ref int seen)
    {
        while (bytes[seen..].IndexOf((byte)'\n') is >= 0 and var line)
        {
            var next = seen + line + 1;
            if (bytes[next..] is [(byte)'\n', ..]) return next + 1;
            if (bytes[next..] is [(byte)'\r', (byte)'\n', ..]) return next + 2;
            if (bytes.Length - next < 2) return -1; // too little to tell: look at this line again
            seen = next;
        }

        return -1;
    }

    /// <summary>True as long as the bytes may become an answer of HTTP/1.</summary>
    public static bool IsLikely(ReadOnlySpan<byte> bytes) => bytes.StartsWith("HTTP/1."u8) || "HTTP/1."u8.StartsWith(bytes);

    /// <summary>Reads a whole head.</summary>
    /// <param name="last">An earlier answer's fields: text that is the same at the same place is not made anew.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static WireHead Parse(ReadOnlySpan<byte> head, List<Header> last)
    {
        var first = Line(ref head);
        // "HTTP/1.1 200", and maybe a blank and a reason.
        if (first.Length < 12 || !IsLikely(first) || first[7] is < (byte)'0' or > (byte)'9' || first[8] != ' ' || (first.Length > 12 && first[12] != ' ')
            || !int.TryParse(first[9..12], System.Globalization.NumberStyles.None, null, out var status) || status < 100)
            throw new InvalidDataException("it does not begin as an answer of HTTP/1 does");
        var fields = new List<Header>(head.Count((byte)'\n') - 1);
        for (var line = Line(ref head); !line.IsEmpty; line = Line(ref head))
        {
            if (line[0] is (byte)' ' or (byte)'\t')
            {
                // An obsolete fold (RFC 9112, section 5.2).
                if (fields.Count == 0) throw new InvalidDataException("its first field begins with a blank");
                fields[^1] = fields[^1] with { Value = $"{fields[^1].Value} {Value(line)}".Trim() };
                continue;
            }

            fields.Add(Field(line, fields.Count < last.Count ? last[fields.Count] : default));
        }

        return new WireHead(status, first[7] == '0' ? HttpVersion.Version10 : HttpVersion.Version11, fields);
    }

    static Header Field(ReadOnlySpan<byte> line, Header last)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0) throw new InvalidDataException("a line of it is no field");
        var name = line[..colon].TrimEnd(" \t"u8);
        var value = line[(colon + 1)..].Trim(" \t"u8);
        return new Header(
            last.Name is not null && Ascii.Equals(name, last.Name) ? last.Name : Encoding.Latin1.GetString(name),
            last.Value is not null && Ascii.Equals(value, last.Value) ? last.Value : Value(value));
    }

    // What must not be in a value becomes a blank (RFC 9110, section 5.5).
    static string Value(ReadOnlySpan<byte> value)
    {
        var text = Encoding.Latin1.GetString(value);
        return value.ContainsAny((byte)'\r', (byte)0) ? text.Replace('\r', ' ').Replace('\0', ' ').Trim() : text;
    }

    static ReadOnlySpan<byte> Line(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        var line = rest[..end];
        rest = rest[(end + 1)..];
        return line is [.., (byte)'\r'] ? line[..^1] : line;
    }

    static bool Names(string list, string option)
    {
        foreach (var part in list.AsSpan().Split(','))
            if (list.AsSpan()[part].Trim(Blank).Equals(option, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
