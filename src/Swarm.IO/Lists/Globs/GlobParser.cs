using System.Globalization;
using System.Net;
using System.Text;

namespace Swarm.IO.Lists.Globs;

/// <summary>Reads curl's URL globs (curl(1), "GLOBBING"): <c>[1-100]</c>, <c>[01-10:3]</c>, <c>[a-z]</c>, <c>{a,b}</c>; a backslash in front makes the character itself; an IPv6 host is one.</summary>
static class GlobParser
{
    const int LongestNumber = 18;

    internal static bool TryParse(string text, out List<GlobPart> parts, out string why)
    {
        (parts, why) = ([], "");
        var plain = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '[' or ']' or '{' or '}' or ',') plain.Append(text[++at]);
            else if (text[at] is '[' or '{' && !IsAddress(text, at))
            {
                Flush(plain, parts);
                var part = Part(text, ref at, out why);
                if (part is null) return false;
                parts.Add(part);
            }
            else plain.Append(text[at]);
        }
        Flush(plain, parts);
        if (parts.Count(part => part is not GlobText) > GlobPattern.MostParts) why = $"a pattern has {GlobPattern.MostParts} parts at most";
        return why.Length == 0;
    }

    static void Flush(StringBuilder plain, List<GlobPart> parts)
    {
        if (plain.Length > 0) parts.Add(new GlobText(plain.ToString()));
        plain.Clear();
    }

    static bool IsAddress(string text, int at)
    {
        var end = text.IndexOf(']', at);
        return text[at] == '[' && end > 0 && at > 0 && text[at - 1] is '/' or '@' && IPAddress.TryParse(text.AsSpan(at + 1, end - at - 1), out _);
    }

    static GlobPart? Part(string text, ref int at, out string why)
    {
        var start = at + 1;
        var isSet = text[at] == '{';
        var end = text.IndexOf(isSet ? '}' : ']', at);
        why = end < 0 ? $"the {text[at]} at character {at + 1} is never closed" : "";
        if (end < 0) return null;
        at = end;
        var inner = text[start..end];
        var part = isSet ? Set(inner) : Range(inner);
        if (part is null) why = isSet ? $"the set {{{inner}}} is empty or holds another one" : $"the range [{inner}] is none; write it like [1-100], [01-10:3] or [a-z]";
        return part;
    }

    static GlobSet? Set(string inner) => inner.Length == 0 || inner.AsSpan().ContainsAny('{', '[') ? null : new GlobSet(inner.Split(','));

    static GlobPart? Range(string inner)
    {
        var colon = inner.IndexOf(':', StringComparison.Ordinal);
        long step = 1;
        if (colon >= 0 && (!TryNumber(inner[(colon + 1)..], out step) || step == 0)) return null;
        var ends = (colon < 0 ? inner : inner[..colon]).Split('-');
        if (ends.Length != 2) return null;
        if (TryNumber(ends[0], out var first) && TryNumber(ends[1], out var last))
            return first > last ? null : new GlobNumbers(first, last, step, ends[0].Length);
        var letters = ends[0].Length == 1 && ends[1].Length == 1 && char.IsAsciiLetter(ends[0][0]) && char.IsAsciiLetterLower(ends[0][0]) == char.IsAsciiLetterLower(ends[1][0])
            && char.IsAsciiLetter(ends[1][0]) && ends[0][0] <= ends[1][0];
        return letters ? new GlobLetters(ends[0][0], ends[1][0], (int)Math.Min(step, 26)) : null;
    }

    static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && text.Length <= LongestNumber;
}
