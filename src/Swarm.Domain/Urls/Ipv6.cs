using System.Globalization;
using System.Text;

namespace Swarm.Domain.Urls;

/// <summary>The URL Standard's IPv6 parser and serialiser (RFC 5952: longest run of zeros compressed, lower case).</summary>
static class Ipv6
{
    public static bool TryParse(ReadOnlySpan<char> text, Span<ushort> pieces)
    {
        pieces.Clear();
        var (count, compress) = (0, -1);
        if (text is [':', ..])
        {
            if (text is not [':', ':', ..]) return false;
            text = text[2..];
            compress = count = 1;
        }

        while (!text.IsEmpty)
        {
            if (count == 8) return false;
            if (text[0] == ':')
            {
                if (compress >= 0) return false;
                text = text[1..];
                compress = ++count;
                continue;
            }

            var length = HexLength(text);
            if (length < text.Length && text[length] == '.')
            {
                if (length == 0 || count > 6 || !TryReadIpv4(text, pieces[count..])) return false;
                count += 2;
                break;
            }

            if (length == 0) return false;
            pieces[count++] = ushort.Parse(text[..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            text = text[length..];
            if (text.IsEmpty) break;
            if (text[0] != ':' || text.Length == 1) return false;
            text = text[1..];
        }

        if (compress < 0) return count == 8;
        Expand(pieces, compress, count);
        return true;
    }

    public static string Serialise(ReadOnlySpan<ushort> pieces)
    {
        var (start, length) = LongestZeros(pieces);
        var result = new StringBuilder("[", 41);
        for (var i = 0; i < 8; i++)
        {
            if (i == start)
            {
                result.Append(i == 0 ? "::" : ":");
                i += length - 1;
                continue;
            }

            result.Append(CultureInfo.InvariantCulture, $"{pieces[i]:x}");
            if (i < 7) result.Append(':');
        }

        return result.Append(']').ToString();
    }

    static int HexLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < 4 && length < text.Length && char.IsAsciiHexDigit(text[length])) length++;
        return length;
    }

    static bool TryReadIpv4(ReadOnlySpan<char> text, Span<ushort> pieces)
    {
        if (!Ipv4.IsCanonical(text)) return false;
        var i = 0;
        foreach (var part in text.Split('.'))
        {
            var number = byte.Parse(text[part], CultureInfo.InvariantCulture);
            pieces[i / 2] = (ushort)(pieces[i / 2] << 8 | number);
            i++;
        }

        return true;
    }

    /// <summary>Moves what came after :: to the end.</summary>
    static void Expand(Span<ushort> pieces, int compress, int count)
    {
        var tail = count - compress;
        pieces[compress..count].CopyTo(pieces[(8 - tail)..]);
        pieces[compress..(8 - tail)].Clear();
    }

    static (int Start, int Length) LongestZeros(ReadOnlySpan<ushort> pieces)
    {
        var (best, bestLength) = (-1, 1);
        for (var i = 0; i < 8; i++)
        {
            var end = i;
            while (end < 8 && pieces[end] == 0) end++;
            if (end - i > bestLength) (best, bestLength) = (i, end - i);
            i = end;
        }

        return (best, bestLength);
    }
}
