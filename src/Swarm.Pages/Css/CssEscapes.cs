using System.Globalization;
using System.Text;

namespace Swarm.Pages.Css;

/// <summary>Escapes of CSS (CSS Syntax Level 3, section 4.3.7).</summary>
static class CssEscapes
{
    const int MostDigits = 6;

    /// <summary>Where the escape at <paramref name="at"/> (a backslash, before what is no line break) ends.</summary>
    public static int End(ReadOnlySpan<char> text, int at)
    {
        if (++at >= text.Length) return text.Length;
        if (!char.IsAsciiHexDigit(text[at])) return at + 1;
        var digits = at + 1;
        while (digits < text.Length && digits - at < MostDigits && char.IsAsciiHexDigit(text[digits])) digits++;
        return digits + BlankLength(text, digits);
    }

    /// <summary>What a string's or name's raw text says.</summary>
    /// <param name="isString">A string may go on over an escaped line break, and may end in a lone backslash.</param>
    public static string Unescape(ReadOnlySpan<char> raw, bool isString)
    {
        if (!raw.ContainsAny('\\', '\0')) return raw.ToString();
        var text = new StringBuilder(raw.Length);
        for (var at = 0; at < raw.Length;)
        {
            if (raw[at] != '\\')
            {
                text.Append(raw[at] == '\0' ? '\uFFFD' : raw[at]);
                at++;
                continue;
            }

            var isContinued = isString && (at + 1 >= raw.Length || CssChars.IsNewline(raw[at + 1]));
            var end = isContinued ? at + 1 + BlankLength(raw, at + 1) : End(raw, at);
            if (!isContinued) AppendEscaped(text, raw[(at + 1)..end]);
            at = end;
        }

        return text.ToString();
    }

    static void AppendEscaped(StringBuilder text, ReadOnlySpan<char> escaped)
    {
        if (escaped.IsEmpty || escaped[0] == '\0') text.Append('\uFFFD');
        else if (!char.IsAsciiHexDigit(escaped[0])) text.Append(escaped);
        else
        {
            var code = int.Parse(escaped.TrimEnd(" \t\n\r\f"), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            text.Append(code != 0 && Rune.TryCreate(code, out var rune) ? rune.ToString() : "\uFFFD");
        }
    }

    static int BlankLength(ReadOnlySpan<char> text, int at) =>
        at >= text.Length || !CssChars.IsBlank(text[at]) ? 0 : text[at..].StartsWith("\r\n") ? 2 : 1;
}
