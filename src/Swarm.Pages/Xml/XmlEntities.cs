using System.Globalization;
using System.Text;

namespace Swarm.Pages.Xml;

/// <summary>The five entities of XML 1.0 and its numeric ones; others stay as they are written.</summary>
static class XmlEntities
{
    const int Longest = 12;

    public static string Unescape(string text)
    {
        var next = text.IndexOf('&', StringComparison.Ordinal);
        if (next < 0) return text;
        var result = new StringBuilder(text.Length).Append(text, 0, next);
        for (var at = next; at < text.Length;)
        {
            if (TryRead(text.AsSpan(at), out var rune, out var length)) result.Append(rune.ToString());
            else result.Append(text[at]);
            at += length;
        }

        return result.ToString();
    }

    /// <summary>What the entity at the start of <paramref name="text"/> stands for; false where there is none, and a length of 1.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out Rune rune, out int length)
    {
        (rune, length) = (default, 1);
        if (text[0] != '&') return false;
        var end = text[..Math.Min(text.Length, Longest)].IndexOf(';');
        if (end < 0 || !TryMeaning(text[1..end], out var code) || !Rune.TryCreate(code, out rune)) return false;
        length = end + 1;
        return true;
    }

    static bool TryMeaning(ReadOnlySpan<char> name, out int code)
    {
        if (name is ['#', 'x', .. var hex]) return int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);
        if (name is ['#', .. var digits]) return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out code);
        code = name switch { "amp" => '&', "lt" => '<', "gt" => '>', "quot" => '"', "apos" => '\'', _ => -1 };
        return code >= 0;
    }
}
