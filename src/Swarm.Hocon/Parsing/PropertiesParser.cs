using System.Text;

namespace Swarm.Hocon.Parsing;

/// <summary>Java's .properties: every value a string, keys split at dots, an object wins over a string at the same key.</summary>
internal static class PropertiesParser
{
    public static ObjectSyntax Parse(string text, string source, int maxDepth)
    {
        var root = new ObjectSyntax(new HoconOrigin(source, 1, 1));
        var entries = new List<FieldSyntax>();
        var parents = new HashSet<string>();
        var line = 0;
        using var reader = new StringReader(text.TrimStart('\uFEFF'));
        while (ReadLogicalLine(reader, ref line, out var start) is { } logical)
        {
            var origin = new HoconOrigin(source, start, 1);
            var (key, value) = Split(logical, origin);
            var path = key.Split('.');
            if (path.Length > maxDepth)
                throw new HoconException(origin, null, $"nested deeper than {maxDepth} levels");
            for (var dot = key.IndexOf('.'); dot >= 0; dot = key.IndexOf('.', dot + 1))
                parents.Add(key[..dot]);
            entries.Add(new FieldSyntax(path, new HoconScalar(value, HoconKind.String, origin)));
        }
        foreach (var entry in entries)
        {
            if (!parents.Contains(string.Join('.', entry.Path!)))
                root.Fields.Add(entry);
        }
        return root;
    }

    /// <summary>A line with those that its trailing backslashes continue; comments and blank lines are passed over.</summary>
    static string? ReadLogicalLine(StringReader reader, ref int line, out int start)
    {
        StringBuilder? joined = null;
        start = line + 1;
        while (reader.ReadLine() is { } read)
        {
            line++;
            var text = read.TrimStart(' ', '\t', '\f');
            if (joined is null)
            {
                start = line;
                if (text.Length == 0 || text[0] is '#' or '!')
                    continue;
            }
            var slashes = text.Length - text.AsSpan().TrimEnd('\\').Length;
            if (slashes % 2 == 0)
                return joined is null ? text : joined.Append(text).ToString();
            joined = (joined ?? new StringBuilder()).Append(text, 0, text.Length - 1);
        }
        return joined?.ToString();
    }

    static (string Key, string Value) Split(string line, HoconOrigin origin)
    {
        var end = 0;
        while (end < line.Length && line[end] is not ('=' or ':' or ' ' or '\t' or '\f'))
            end += line[end] == '\\' ? 2 : 1;
        end = Math.Min(end, line.Length);
        var value = line.AsSpan(end).TrimStart(" \t\f");
        if (value.Length > 0 && value[0] is '=' or ':')
            value = value[1..].TrimStart(" \t\f");
        return (Unescape(line.AsSpan(0, end), origin), Unescape(value, origin));
    }

    static string Unescape(ReadOnlySpan<char> text, HoconOrigin origin)
    {
        if (!text.Contains('\\'))
            return text.ToString();
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || ++i == text.Length)
            {
                if (i < text.Length)
                    result.Append(text[i]);
                continue;
            }
            if (text[i] == 'u')
            {
                result.Append(i + 4 < text.Length && QuotedText.TryReadHex(text.Slice(i + 1, 4), out var code)
                    ? code
                    : throw new HoconException(origin, null, "\\u needs four hexadecimal digits"));
                i += 4;
            }
            else
                result.Append(text[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'f' => '\f', var c => c });
        }
        return result.ToString();
    }
}
