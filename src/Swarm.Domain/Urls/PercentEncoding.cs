using System.Globalization;
using System.Text;

namespace Swarm.Domain.Urls;

/// <summary>Percent-encode sets, encoding and decoding (URL Standard, section 1.3).</summary>
static class PercentEncoding
{
    const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /// <summary>What stands as it is in a special URL's path, <c>/</c> and <c>%</c> among it; <c>\</c> and <c>?</c> never reach it.</summary>
    public static readonly AsciiSet PathCharacters = new(Unreserved + "!$%&'()*+,/:;=@[]|");

    public static readonly AsciiSet QueryCharacters = new(Unreserved + "!$%&()*+,/:;=?@[\\]^`{|}");

    public static readonly AsciiSet UserInfoCharacters = new(Unreserved + "!$%&'()*+,");

    /// <summary>Encodes whatever is not in <paramref name="kept"/> as the bytes of its UTF-8; a lone surrogate becomes U+FFFD.</summary>
    public static void Append(StringBuilder to, ReadOnlySpan<char> text, AsciiSet kept)
    {
        Span<byte> utf8 = stackalloc byte[4];
        while (true)
        {
            var run = kept.IndexOfOther(text);
            if (run < 0)
            {
                to.Append(text);
                return;
            }

            to.Append(text[..run]);
            Rune.DecodeFromUtf16(text[run..], out var rune, out var consumed);
            foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)])
                to.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
            text = text[(run + consumed)..];
        }
    }

    /// <summary>Decodes to bytes and reads these as UTF-8, U+FFFD for what is none.</summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var (length, at) = (0, 0);
        while (at < text.Length)
        {
            var escape = text[at..].IndexOf('%');
            var run = escape < 0 ? text[at..] : text.Slice(at, escape);
            length += Encoding.UTF8.GetBytes(run, bytes.AsSpan(length));
            at += run.Length;
            if (escape < 0) break;
            var isEscape = at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]);
            bytes[length++] = isEscape ? byte.Parse(text.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : (byte)'%';
            at += isEscape ? 3 : 1;
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
