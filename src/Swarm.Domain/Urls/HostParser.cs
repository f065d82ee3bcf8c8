using System.Buffers;
using System.Globalization;
using System.Text;

namespace Swarm.Domain.Urls;

/// <summary>The URL Standard's host parser (section 3.5) for special URLs: domain, IPv4 or IPv6 address, serialised.</summary>
static class HostParser
{
    static readonly SearchValues<char> s_forbidden = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 0x21).Select(c => (char)c)) + "#%/:<>?@[\\]^|\u007f");

    static readonly SearchValues<char> s_dots = SearchValues.Create(".\u3002\uff0e\uff61");

    // Nothing of STD3, as the Standard says; ICU maps and checks by UTS #46, non-transitional.
    static readonly IdnMapping s_idna = new() { AllowUnassigned = true, UseStd3AsciiRules = false };

    public static string? Parse(ReadOnlySpan<char> text, out string host)
    {
        host = "";
        if (text.IsEmpty) return Faults.NoHost;
        if (text[0] == '[') return ParseIpv6(text, out host);

        var domain = text.Contains('%') ? PercentEncoding.Decode(text) : text.ToString();
        if (!TryToAscii(domain, out domain)) return Faults.BadDomain(text);
        if (domain.Length == 0) return Faults.NoHost;
        var forbidden = domain.AsSpan().IndexOfAny(s_forbidden);
        if (forbidden >= 0) return Faults.HostCharacter(domain[forbidden]);
        if (!Ipv4.EndsInNumber(domain))
        {
            host = domain;
            return null;
        }

        return Ipv4.TryNormalise(domain, out host) ? null : Faults.BadAddress(domain);
    }

    static string? ParseIpv6(ReadOnlySpan<char> text, out string host)
    {
        Span<ushort> pieces = stackalloc ushort[8];
        var isValid = text[^1] == ']' && Ipv6.TryParse(text[1..^1], pieces);
        host = isValid ? Ipv6.Serialise(pieces) : "";
        return isValid ? null : Faults.BadAddress(text);
    }

    /// <summary>Label by label, since the framework's mapping refuses empty labels, which the Standard allows.</summary>
    static bool TryToAscii(string domain, out string ascii)
    {
        ascii = domain.ToLowerInvariant();
        if (Ascii.IsValid(domain)) return true;
        try
        {
            var result = new StringBuilder(domain.Length + 16);
            for (var rest = domain.AsSpan(); ;)
            {
                var dot = rest.IndexOfAny(s_dots);
                result.Append(LabelToAscii(dot < 0 ? rest : rest[..dot]));
                if (dot < 0) break;
                result.Append('.');
                rest = rest[(dot + 1)..];
            }

            ascii = result.ToString();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    static string LabelToAscii(ReadOnlySpan<char> label) =>
        Ascii.IsValid(label) ? label.ToString().ToLowerInvariant() : s_idna.GetAscii(label.ToString()).ToLowerInvariant();
}
