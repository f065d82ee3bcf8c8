using System.Globalization;
using System.Text;

namespace Swarm.Hocon.Parsing;

/// <summary>Quoted strings: JSON's, and the triple-quoted ones that take everything as it stands.</summary>
internal static class QuotedText
{
    public static string Read(TextCursor cursor) => cursor.At("\"\"\"") ? ReadTriple(cursor) : ReadJson(cursor);

    public static bool TryReadHex(ReadOnlySpan<char> digits, out char c)
    {
        var valid = ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code);
        c = (char)code;
        return valid;
    }

    static string ReadJson(TextCursor cursor)
    {
        var text = cursor.Text;
        var opened = cursor.Here;
        var start = ++cursor.Position;
        StringBuilder? unescaped = null;
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"')
            {
                cursor.Position = i + 1;
                return unescaped is null ? text[start..i] : unescaped.Append(text, start, i - start).ToString();
            }
            if (c < ' ')
            {
                cursor.Position = i;
                throw cursor.Fault(c == '\n'
                    ? "a quoted string must end on its line (use \"\"\" for several lines)"
                    : $"the control character U+{(int)c:X4} must be escaped in a quoted string");
            }
            if (c != '\\')
                continue;
            unescaped = (unescaped ?? new StringBuilder()).Append(text, start, i - start);
            cursor.Position = i;
            unescaped.Append(Unescape(cursor));
            start = cursor.Position;
            i = start - 1;
        }
        throw new HoconException(opened, null, "this quoted string is not closed");
    }

    static char Unescape(TextCursor cursor)
    {
        var c = cursor.Ahead(1);
        if (c == 'u')
        {
            var from = cursor.Position + 2;
            if (from + 4 > cursor.Text.Length || !TryReadHex(cursor.Text.AsSpan(from, 4), out var escaped))
                throw cursor.Fault("\\u needs four hexadecimal digits");
            cursor.Position += 6;
            return escaped;
        }
        var plain = c switch
        {
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => throw cursor.Fault("a backslash must be followed by one of \" \\ / b f n r t u"),
        };
        cursor.Position += 2;
        return plain;
    }

    static string ReadTriple(TextCursor cursor)
    {
        var text = cursor.Text;
        var start = cursor.Position + 3;
        var end = text.IndexOf("\"\"\"", start, StringComparison.Ordinal);
        if (end < 0)
            throw cursor.Fault("this \"\"\" string is not closed");
        // Quotes in excess belong to the string: the last three of the run close it.
        while (end + 3 < text.Length && text[end + 3] == '"')
            end++;
        for (var i = text.IndexOf('\n', start, end - start); i >= 0; i = text.IndexOf('\n', i + 1, end - i - 1))
            cursor.NewLineAt(i);
        cursor.Position = end + 3;
        return text[start..end];
    }
}
