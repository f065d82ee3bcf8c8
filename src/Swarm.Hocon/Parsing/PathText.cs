using System.Text;

namespace Swarm.Hocon.Parsing;

/// <summary>Path expressions: in keys, in substitutions, and those asked for by programs.</summary>
internal static class PathText
{
    /// <summary>Reads up to the first character that can't be part of a path; whitespace around the whole is not part of it.</summary>
    public static string[] Read(TextCursor cursor, int maxElements)
    {
        cursor.SkipBlanks();
        return TryReadPlain(cursor, maxElements) ?? TryReadQuoted(cursor) ?? new Reader(cursor, maxElements).Read();
    }

    /// <summary>The common path: ASCII words with dots between them.</summary>
    static string[]? TryReadPlain(TextCursor cursor, int maxElements)
    {
        var text = cursor.Text;
        var start = cursor.Position;
        var (i, dots) = (start, 0);
        for (; i < text.Length; i++)
        {
            if (text[i] == '.')
                dots++;
            else if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] is not ('-' or '_'))
                break;
        }
        if (i == start || (dots > 0 && dots >= maxElements) || !EndsAt(text, i))
            return null;
        var elements = dots == 0 ? cursor.Names.PathOf(text.AsSpan(start, i - start)) : Split(cursor, text.AsSpan(start, i - start), dots);
        cursor.Position = elements is null ? start : i;
        return elements;
    }

    static string[]? Split(TextCursor cursor, ReadOnlySpan<char> path, int dots)
    {
        var elements = new string[dots + 1];
        for (var n = 0; n < elements.Length; n++)
        {
            var end = path.IndexOf('.') is >= 0 and var dot ? dot : path.Length;
            if (end == 0)
                return null;
            elements[n] = cursor.Names.PathOf(path[..end])[0];
            path = n < dots ? path[(end + 1)..] : default;
        }
        return elements;
    }

    /// <summary>The common key of JSON: quoted, and nothing escaped.</summary>
    static string[]? TryReadQuoted(TextCursor cursor)
    {
        if (cursor.Current != '"')
            return null;
        var text = cursor.Text;
        var start = cursor.Position + 1;
        var i = start;
        while (i < text.Length && text[i] is >= ' ' and not ('"' or '\\'))
            i++;
        if (i == start || i == text.Length || text[i] != '"' || !EndsAt(text, i + 1))
            return null;
        cursor.Position = i + 1;
        return cursor.Names.PathOf(text.AsSpan(start, i - start));
    }

    /// <summary>Nothing but blanks before what ends a path for sure.</summary>
    static bool EndsAt(string text, int i)
    {
        while (i < text.Length && text[i] is ' ' or '\t')
            i++;
        return i < text.Length && (text[i] is ':' or '=' or '{' or '}' || (text[i] == '+' && i + 1 < text.Length && text[i + 1] == '='));
    }

    sealed class Reader(TextCursor cursor, int maxElements)
    {
        readonly List<string> _elements = [];
        readonly StringBuilder _element = new();
        bool _quoted;

        public string[] Read()
        {
            var text = cursor.Text;
            while (cursor.Current != TextCursor.End && !cursor.AtComment)
            {
                var c = text[cursor.Position];
                if (c == '"')
                {
                    _element.Append(QuotedText.Read(cursor));
                    _quoted = true;
                }
                else if (Chars.IsUnquoted(c))
                    AppendWord(PlainText.EndOfWord(text, cursor.Position));
                else if (!TryAppendBlanks())
                    break;
            }
            EndElement();
            return [.. _elements];
        }

        void AppendWord(int end)
        {
            while (cursor.Text.IndexOf('.', cursor.Position, end - cursor.Position) is >= 0 and var dot)
            {
                _element.Append(cursor.Text, cursor.Position, dot - cursor.Position);
                cursor.Position = dot;
                EndElement();
                cursor.Position++;
            }
            _element.Append(cursor.Text, cursor.Position, end - cursor.Position);
            cursor.Position = end;
        }

        /// <summary>Whitespace counts only between two parts.</summary>
        bool TryAppendBlanks()
        {
            var start = cursor.Position;
            cursor.SkipBlanks();
            if (cursor.Position == start)
                return false;
            if (cursor.Current == '"' || PlainText.StartsHere(cursor))
                _element.Append(cursor.Text, start, cursor.Position - start);
            return true;
        }

        void EndElement()
        {
            if (_element.Length == 0 && !_quoted)
            {
                throw cursor.Fault(_elements.Count == 0 && cursor.Current != '.'
                    ? $"expected a key or path, got {cursor.Describe()}"
                    : "a path must not start or end with '.' nor hold '..' (quote an empty name: \"\")");
            }
            if (_elements.Count == maxElements)
                throw cursor.Fault($"a path of more than {maxElements} elements nests too deeply here");
            _elements.Add(_element.ToString());
            _element.Clear();
            _quoted = false;
        }
    }
}
