using System.Globalization;
using System.Text;

namespace Swarm.Domain.Urls;

/// <summary>Percent-encodes the query of a reference in its document's encoding (URL Standard, sections 1.3 and 4.4, query state).</summary>
static class QueryEncoding
{
    /// <summary>The reference with no character left in its query that the encoding would matter for. All else is left to <see cref="UrlParser"/>.</summary>
    public static string Apply(string reference, Encoding encoding)
    {
        if (Ascii.IsValid(reference) || !IsOutput(encoding)) return reference;
        var mark = reference.IndexOfAny(['?', '#']);
        if (mark < 0 || reference[mark] == '#') return reference;
        var fragment = reference.IndexOf('#', mark);
        var query = reference.AsSpan(mark, (fragment < 0 ? reference.Length : fragment) - mark);
        return Ascii.IsValid(query) ? reference : string.Concat(reference.AsSpan(0, mark), Encode(query, encoding));
    }

    /// <summary>UTF-16 and its like give way to UTF-8 (Encoding Standard, section 4.3), which is the parser's own.</summary>
    static bool IsOutput(Encoding encoding) => encoding.CodePage is not (65001 or 65000 or 1200 or 1201 or 12000 or 12001);

    static string Encode(ReadOnlySpan<char> query, Encoding encoding)
    {
        var result = new StringBuilder(query.Length + 32);
        var encoder = (Encoding)encoding.Clone();
        encoder.EncoderFallback = new CharacterReference();
        while (!query.IsEmpty)
        {
            var plain = query.IndexOfAnyExceptInRange('\0', '\u007f');
            if (plain < 0) plain = query.Length;
            result.Append(query[..plain]);
            query = query[plain..];
            var foreign = query.IndexOfAnyInRange('\0', '\u007f');
            if (foreign < 0) foreign = query.Length;
            AppendEncoded(result, encoder.GetBytes(query[..foreign].ToArray()));
            query = query[foreign..];
        }

        return result.ToString();
    }

    static void AppendEncoded(StringBuilder to, ReadOnlySpan<byte> octets)
    {
        foreach (var octet in octets)
        {
            if (PercentEncoding.QueryCharacters.Contains((char)octet)) to.Append((char)octet);
            else to.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }
    }

    /// <summary>What the encoding lacks becomes <c>&amp;#NNNN;</c>, percent-encoded: <c>%26%23NNNN%3B</c>.</summary>
    sealed class CharacterReference : EncoderFallback
    {
        public override int MaxCharCount => "%26%231114111%3B".Length;

        public override EncoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

        sealed class Buffer : EncoderFallbackBuffer
        {
            string _text = "";
            int _at;

            public override int Remaining => _text.Length - _at;

            public override bool Fallback(char charUnknown, int index) => Start(char.IsSurrogate(charUnknown) ? 0xFFFD : charUnknown);

            public override bool Fallback(char charUnknownHigh, char charUnknownLow, int index) =>
                Start(char.ConvertToUtf32(charUnknownHigh, charUnknownLow));

            public override char GetNextChar() => _at < _text.Length ? _text[_at++] : '\0';

            public override bool MovePrevious()
            {
                if (_at == 0) return false;
                _at--;
                return true;
            }

            public override void Reset() => (_text, _at) = ("", 0);

            bool Start(int codePoint)
            {
                (_text, _at) = (string.Create(CultureInfo.InvariantCulture, $"%26%23{codePoint}%3B"), 0);
                return true;
            }
        }
    }
}
