namespace Swarm.Hocon.Parsing;

/// <summary>Unquoted text: literals, numbers, words.</summary>
internal static class PlainText
{
    /// <summary>All unquoted words from here on this line, with the whitespace between them.</summary>
    public static ReadOnlySpan<char> ReadWords(TextCursor cursor)
    {
        var start = cursor.Position;
        var end = start;
        while (StartsHere(cursor))
        {
            end = cursor.Position = EndOfWord(cursor.Text, cursor.Position);
            cursor.SkipBlanks();
        }
        cursor.Position = end;
        return cursor.Text.AsSpan(start, end - start);
    }

    public static bool StartsHere(TextCursor cursor) =>
        cursor.Current is not TextCursor.End and var c && Chars.IsUnquoted((char)c) && !cursor.AtComment;

    public static HoconScalar ToScalar(ReadOnlySpan<char> words, HoconOrigin origin) => words switch
    {
        "true" => new HoconScalar("true", HoconKind.Bool, origin),
        "false" => new HoconScalar("false", HoconKind.Bool, origin),
        "null" => new HoconScalar("null", HoconKind.Null, origin),
        _ => new HoconScalar(words.ToString(), IsNumber(words) ? HoconKind.Number : HoconKind.String, origin),
    };

    /// <summary>A number by JSON's grammar.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        var i = text.StartsWith('-') ? 1 : 0;
        var whole = Digits(text, i);
        if (whole == 0 || (whole > 1 && text[i] == '0'))
            return false;
        i += whole;
        if (i < text.Length && text[i] == '.')
        {
            var fraction = Digits(text, i + 1);
            if (fraction == 0)
                return false;
            i += fraction + 1;
        }
        if (i < text.Length && text[i] is 'e' or 'E')
        {
            i++;
            if (i < text.Length && text[i] is '+' or '-')
                i++;
            var exponent = Digits(text, i);
            if (exponent == 0)
                return false;
            i += exponent;
        }
        return i == text.Length;
    }

    static int Digits(ReadOnlySpan<char> text, int from)
    {
        var i = from;
        while (i < text.Length && Chars.IsDigit(text[i]))
            i++;
        return i - from;
    }

    /// <summary>Where the unquoted text ends that starts here, whitespace not included.</summary>
    public static int EndOfWord(string text, int start)
    {
        var end = EndOfUnquoted(text, start);
        // 1e+3: the only place where a plus may stand in unquoted text.
        while (end < text.Length && text[end] == '+' && EndOfNumberWith(text, start, end) is > 0 and var number)
        {
            start = number;
            end = EndOfUnquoted(text, number);
        }
        return end;
    }

    static int EndOfUnquoted(string text, int i)
    {
        while (i < text.Length && Chars.IsUnquoted(text[i]) && !(text[i] == '/' && i + 1 < text.Length && text[i + 1] == '/'))
            i++;
        return i;
    }

    /// <summary>Literals and numbers at the start of a word are tokens of their own: this is the end of the number that holds the plus, or 0.</summary>
    static int EndOfNumberWith(string text, int start, int plus)
    {
        while (start < plus)
        {
            var length = LiteralAt(text.AsSpan(start));
            if (length == 0)
            {
                if (text[start] != '-' && !Chars.IsDigit(text[start]))
                    return 0;
                var rest = text.AsSpan(start);
                length = rest.IndexOfAnyExcept("0123456789+-.eE") is >= 0 and var end ? end : rest.Length;
                if (start + length > plus)
                    return IsNumber(rest[..length]) ? start + length : 0;
            }
            start += length;
        }
        return 0;
    }

    static int LiteralAt(ReadOnlySpan<char> text) =>
        text.StartsWith("true") || text.StartsWith("null") ? 4 : text.StartsWith("false") ? 5 : 0;
}
