using System.Buffers;
using System.Globalization;
using System.Text;

namespace Swarm.Domain.Naming;

/// <summary>Percent-decodes a part of a URL once, for the eye: what could not be told apart afterwards, or is no UTF-8, stays encoded.</summary>
static class UrlText
{
    static readonly AsciiSet s_keptInPath = new("%^");
    static readonly AsciiSet s_keptInQuery = new("%^&=+;#");

    /// <param name="isAmbiguous">Set where a bare % had to be encoded, so that the result reads like another URL's.</param>
    public static string DecodePath(ReadOnlySpan<char> text, ref bool isAmbiguous) => Decode(text, s_keptInPath, ref isAmbiguous);

    public static string DecodeQuery(ReadOnlySpan<char> text, ref bool isAmbiguous) => Decode(text, s_keptInQuery, ref isAmbiguous);

    static string Decode(ReadOnlySpan<char> text, AsciiSet kept, ref bool isAmbiguous)
    {
        if (!text.Contains('%')) return text.ToString();
        var result = new StringBuilder(text.Length + 8);
        var octets = new byte[text.Length / 3 + 1];
        while (!text.IsEmpty)
        {
            var count = ReadEscapes(text, octets);
            if (count > 0)
            {
                AppendDecoded(result, octets.AsSpan(0, count), kept);
                text = text[(3 * count)..];
                continue;
            }

            isAmbiguous |= text[0] == '%';
            result.Append(text[0] == '%' ? "%25" : text[..1]);
            text = text[1..];
        }

        return result.ToString();
    }

    static int ReadEscapes(ReadOnlySpan<char> text, Span<byte> octets)
    {
        var count = 0;
        for (; text is ['%', _, _, ..] && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]); text = text[3..])
            octets[count++] = byte.Parse(text.Slice(1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return count;
    }

    static void AppendDecoded(StringBuilder to, ReadOnlySpan<byte> octets, AsciiSet kept)
    {
        while (!octets.IsEmpty)
        {
            var isUtf8 = Rune.DecodeFromUtf8(octets, out var rune, out var consumed) == OperationStatus.Done;
            var stands = isUtf8 && (!rune.IsAscii || (PortableName.IsPortable((char)rune.Value) && !kept.Contains((char)rune.Value)));
            if (stands) to.Append(rune.ToString());
            else
                foreach (var octet in octets[..consumed])
                    to.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
            octets = octets[consumed..];
        }
    }
}
