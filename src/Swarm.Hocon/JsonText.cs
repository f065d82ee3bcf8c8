using System.Globalization;
using System.Text;

namespace Swarm.Hocon;

/// <summary>Strings as JSON writes them.</summary>
internal static class JsonText
{
    public static void AppendQuoted(StringBuilder target, string text)
    {
        target.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                target.Append(c).Append(text[++i]);
            else if (Escape(c) is { } escaped)
                target.Append('\\').Append(escaped);
            else if (c < ' ' || c is '\x7F' or '\u2028' or '\u2029' || char.IsSurrogate(c))
                target.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                target.Append(c);
        }
        target.Append('"');
    }

    static char? Escape(char c) => c switch
    {
        '"' or '\\' => c,
        '\b' => 'b',
        '\f' => 'f',
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        _ => null,
    };
}
