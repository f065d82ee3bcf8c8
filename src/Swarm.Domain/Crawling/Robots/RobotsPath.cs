using System.Buffers;
using System.Globalization;
using System.Text;

namespace Swarm.Domain.Crawling.Robots;

/// <summary>The form in which paths of rules and of URLs are compared: what some encode and others don't is encoded, escapes are in capitals.</summary>
static class RobotsPath
{
    // What the URL Standard leaves bare in one place and encodes in another is encoded here, on both sides.
    static readonly SearchValues<char> s_bare =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&()*+,/:;=?@[]#");

    /// <param name="text">Characters up to U+00FF stand for bytes.</param>
    public static string Normalise(ReadOnlySpan<char> text)
    {
        var run = text.IndexOfAnyExcept(s_bare);
        if (run < 0) return text.ToString();
        var result = new StringBuilder(text.Length + 16);
        for (; run >= 0; run = text.IndexOfAnyExcept(s_bare))
        {
            result.Append(text[..run]);
            if (IsEscape(text[run..]))
            {
                result.Append('%').Append(char.ToUpperInvariant(text[run + 1])).Append(char.ToUpperInvariant(text[run + 2]));
                run += 2;
            }
            else if (text[run] == '%') result.Append('%');
            else result.Append(CultureInfo.InvariantCulture, $"%{(int)text[run]:X2}");
            text = text[(run + 1)..];
        }

        return result.Append(text).ToString();
    }

    /// <summary>A rule's: consecutive <c>*</c> are one.</summary>
    public static string Pattern(ReadOnlySpan<char> text)
    {
        var pattern = Normalise(text);
        if (!pattern.Contains("**", StringComparison.Ordinal)) return pattern;
        var result = new StringBuilder(pattern.Length);
        foreach (var c in pattern)
            if (c != '*' || result.Length == 0 || result[^1] != '*') result.Append(c);
        return result.ToString();
    }

    /// <summary>With the unreserved characters (RFC 3986, section 2.3) bare; the same string where none is escaped.</summary>
    public static string WithoutNeedlessEscapes(string normalised)
    {
        StringBuilder? result = null;
        var copied = 0;
        for (var at = normalised.IndexOf('%', StringComparison.Ordinal); at >= 0; at = normalised.IndexOf('%', at + 1))
        {
            if (!IsEscape(normalised.AsSpan(at))) continue;
            var c = (char)byte.Parse(normalised.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_' or '~')) continue;
            result = (result ?? new StringBuilder(normalised.Length)).Append(normalised, copied, at - copied).Append(c);
            copied = at + 3;
        }

        return result?.Append(normalised, copied, normalised.Length - copied).ToString() ?? normalised;
    }

    static bool IsEscape(ReadOnlySpan<char> text) =>
        text is ['%', _, _, ..] && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]);
}
