using System.Text;

namespace Swarm.Hocon.Parsing;

/// <summary>Path expressions: in keys, in substitutions, and those asked for by programs.</summary>
internal static class PathText
{
    /// <summary>Reads up to the first character that can't be part of a path; whitespace around the whole is not part of it.</summary>
    public static string[] Read(TextCursor cursor, int maxElements)
    {
        cursor.SkipBlanks();
        return TryReadName(cursor) ?? new Reader(cursor, maxElements).Read();
    }

    /// <summary>The common key: one unquoted word without dots.</summary>
    static string[]? TryReadName(TextCursor cursor)
    {
        var text = cursor.Text;
        var start = cursor.Position;
        var i = start;
        while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '-' or '_'))
            i++;
        var end = i;
        while (i < text.Length && text[i] is ' ' or '\t')
            i++;
        if (end == start || i == text.Length || text[i] is not (':' or '=' or '{' or '}' or '+'))
            return null;
        cursor.Position = i;
        return cursor.Names.PathOf(text.AsSpan(start, end - start));
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
                else if (c == '.')
                {
                    EndElement();
                    cursor.Position++;
                }
                else if (Chars.IsUnquoted(c))
                {
                    _element.Append(c);
                    cursor.Position++;
                }
                else if (!TryAppendBlanks())
                    break;
            }
            EndElement();
            return [.. _elements];
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
                throw cursor.Fault($"nested deeper than {maxElements} levels");
            _elements.Add(_element.ToString());
            _element.Clear();
            _quoted = false;
        }
    }
}
