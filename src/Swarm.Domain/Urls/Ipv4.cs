using System.Globalization;

namespace Swarm.Domain.Urls;

/// <summary>The URL Standard's IPv4 parser: one to four numbers, decimal, octal (0…) or hexadecimal (0x…), the last filling what is left.</summary>
static class Ipv4
{
    public static bool EndsInNumber(ReadOnlySpan<char> host)
    {
        if (host[^1] == '.') host = host[..^1];
        var last = host[(host.LastIndexOf('.') + 1)..];
        return last.Length > 0 && (!last.ContainsAnyExceptInRange('0', '9') || TryReadNumber(last, out _));
    }

    public static bool TryNormalise(string host, out string address)
    {
        address = "";
        var parts = (host[^1] == '.' ? host[..^1] : host).Split('.');
        if (parts.Length > 4) return false;
        ulong value = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            if (!TryReadNumber(parts[i], out var number)) return false;
            var isLast = i == parts.Length - 1;
            if (number > (isLast ? uint.MaxValue >> (8 * i) : 255)) return false;
            value |= isLast ? number : number << (8 * (3 - i));
        }

        address = string.Create(CultureInfo.InvariantCulture, $"{value >> 24}.{value >> 16 & 255}.{value >> 8 & 255}.{value & 255}");
        return true;
    }

    /// <summary>Four decimal numbers up to 255 without leading zeros.</summary>
    public static bool IsCanonical(ReadOnlySpan<char> host)
    {
        var (numbers, value, digits) = (0, 0, 0);
        foreach (var c in host)
        {
            if (c == '.')
            {
                if (digits == 0 || ++numbers > 3) return false;
                (value, digits) = (0, 0);
                continue;
            }

            if (!char.IsAsciiDigit(c) || (digits > 0 && value == 0)) return false;
            value = value * 10 + (c - '0');
            digits++;
            if (value > 255) return false;
        }

        return numbers == 3 && digits > 0;
    }

    static bool TryReadNumber(ReadOnlySpan<char> text, out ulong number)
    {
        number = 0;
        if (text.IsEmpty) return false;
        ulong radix = 10;
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) radix = 16;
        else if (text is ['0', _, ..]) radix = 8;
        text = text[(radix == 16 ? 2 : radix == 8 ? 1 : 0)..];
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c)) return false;
            var digit = (ulong)(char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
            if (digit >= radix) return false;
            number = Math.Min(number * radix + digit, uint.MaxValue + 1UL);
        }

        return true;
    }
}
