using System.Text;
using AngleSharp.Html;

namespace Swarm.Pages.Html;

/// <summary>Character references in attributes' values (HTML Standard, section 13.2.5.72 and on).</summary>
static class CharacterReferences
{
    const int LongestName = 31;

    /// <summary>What the C1 controls stand for when referred to by number: windows-1252's characters.</summary>
    const string C1 =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F" +
        "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>The text with its references resolved.</summary>
    public static string Resolve(string text)
    {
        var at = text.IndexOf('&', StringComparison.Ordinal);
        if (at < 0) return text;
        var resolved = new StringBuilder(text.Length).Append(text, 0, at);
        while (at < text.Length)
        {
            var length = Read(text.AsSpan(at), out var symbol);
            resolved.Append(symbol);
            at += length;
            var next = text.AsSpan(at).IndexOf('&');
            if (next < 0) next = text.Length - at;
            resolved.Append(text, at, next);
            at += next;
        }

        return resolved.ToString();
    }

    /// <summary>What stands at an ampersand: a reference's symbol, or the ampersand itself. Returns how long it is.</summary>
    public static int Read(ReadOnlySpan<char> text, out string symbol)
    {
        var length = text.StartsWith("&#") ? ReadNumber(text, out symbol) : ReadName(text, out symbol);
        if (length > 0) return length;
        symbol = "&";
        return 1;
    }

    static int ReadName(ReadOnlySpan<char> text, out string symbol)
    {
        symbol = "";
        var end = 1;
        while (end < text.Length && end <= LongestName && char.IsAsciiLetterOrDigit(text[end])) end++;
        var isTerminated = end < text.Length && text[end] == ';';
        if (end == 1) return 0;
        if (isTerminated && Symbol(text[1..(end + 1)]) is { } whole) return Take(whole, end + 1, out symbol);
        // Without its semicolon a name counts only where neither '=' nor more of a word follows.
        if (end < text.Length && text[end] == '=') return 0;
        return Symbol(text[1..end]) is { } open ? Take(open, end, out symbol) : 0;
    }

    static int Take(string found, int length, out string symbol)
    {
        symbol = found;
        return length;
    }

    static string? Symbol(ReadOnlySpan<char> name) =>
        name is "amp;" or "amp" ? "&" : HtmlEntityProvider.Resolver.GetSymbol(name.ToString());

    static int ReadNumber(ReadOnlySpan<char> text, out string symbol)
    {
        symbol = "";
        var isHex = text.Length > 2 && (text[2] | 0x20) == 'x';
        var first = isHex ? 3 : 2;
        var end = first;
        var code = 0;
        for (; end < text.Length && IsDigit(text[end], isHex); end++)
        {
            if (code <= 0x10FFFF) code = (code * (isHex ? 16 : 10)) + Digit(text[end]);
        }

        if (end == first) return 0;
        if (end < text.Length && text[end] == ';') end++;
        symbol = code is >= 0x80 and < 0xA0 ? C1[code - 0x80].ToString()
            : code != 0 && Rune.TryCreate(code, out var rune) ? rune.ToString()
            : "\uFFFD";
        return end;
    }

    static bool IsDigit(char c, bool isHex) => isHex ? char.IsAsciiHexDigit(c) : char.IsAsciiDigit(c);

    static int Digit(char c) => char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
}
