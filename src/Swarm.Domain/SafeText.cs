using System.Globalization;
using System.Text;

namespace Swarm.Domain;

/// <summary>Makes text from servers, lists and files fit for a terminal or a log line: no control, escape or direction characters, one line, bounded.</summary>
public static class SafeText
{
    /// <summary>Characters kept of one text.</summary>
    public const int Limit = 4096;

    /// <summary>The text itself where it is harmless; else with <c>\xNN</c> or <c>\u{NNNN}</c> in place of what is not.</summary>
    public static string Of(string? text, int limit = Limit)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var cut = text.Length > limit;
        var span = text.AsSpan(0, cut ? limit : text.Length);
        foreach (var c in span)
            if (IsHarmful(c)) return Escape(span, cut);
        return cut ? string.Concat(span, "…") : text;
    }

    static string Escape(ReadOnlySpan<char> text, bool cut)
    {
        var safe = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (!IsHarmful(c)) safe.Append(c);
            else if (c <= 0xff) safe.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            else safe.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)c:x4}}}");
        }

        return cut ? safe.Append('…').ToString() : safe.ToString();
    }

    /// <summary>C0, DEL, C1, direction marks, line and paragraph separators, lone surrogates' halves are left to the encoder.</summary>
    static bool IsHarmful(char c) => c is < ' ' or (>= '\x7f' and <= '\x9f')
        or '\u061c' or (>= '\u200b' and <= '\u200f') or (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\ufeff';
}
