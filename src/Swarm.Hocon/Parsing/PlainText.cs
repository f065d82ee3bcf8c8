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
            SkipWord(cursor);
            end = cursor.Position;
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

    static void SkipWord(TextCursor cursor)
    {
        var text = cursor.Text;
        var start = cursor.Position;
        var i = start;
        while (i < text.Length && Chars.IsUnquoted(text[i]) && !(text[i] == '/' && i + 1 < text.Length && text[i + 1] == '/'))
            i++;
        cursor.Position = i;
        // 1e+3: the only place where a plus may stand in unquoted text.
        if (cursor.Current != '+' || (text[start] != '-' && !Chars.IsDigit(text[start])) || text[i - 1] is not ('e' or 'E'))
            return;
        var end = i + 1 + Digits(text, i + 1);
        if (!IsNumber(text.AsSpan(start, end - start)))
            return;
        cursor.Position = end;
        if (StartsHere(cursor))
        {
            cursor.Position = i;
            throw cursor.Fault("'+' is only allowed in a number or quoted");
        }
    }
}
