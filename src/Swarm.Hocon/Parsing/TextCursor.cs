namespace Swarm.Hocon.Parsing;

/// <summary>A place in a text that knows its line; skips whitespace and comments, and keeps comments when asked to.</summary>
internal sealed class TextCursor(string text, string source, bool keepComments)
{
    public const int End = -1;

    int _line = 1;
    int _lineStart;
    List<string>? _comments;
    NameCache? _names;

    public string Text => text;

    public NameCache Names => _names ??= new NameCache();

    public int Position { get; set; }

    public int Current => Position < text.Length ? text[Position] : End;

    public HoconOrigin Here => new(source, _line, Position - _lineStart + 1);

    public int Line => _line;

    public int Ahead(int by) => Position + by < text.Length ? text[Position + by] : End;

    public bool AtComment => Current == '#' || (Current == '/' && Ahead(1) == '/');

    public bool At(string word) => string.CompareOrdinal(text, Position, word, 0, word.Length) == 0;

    /// <summary>To be told when the cursor passes a newline in another way than by skipping whitespace.</summary>
    public void NewLineAt(int position)
    {
        _line++;
        _lineStart = position + 1;
    }

    /// <summary>Skips whitespace on this line.</summary>
    public void SkipBlanks()
    {
        while (Position < text.Length && text[Position] != '\n' && Chars.IsSpace(text[Position]))
            Position++;
    }

    /// <summary>Skips whitespace, newlines and comments; true when a newline was among them.</summary>
    public bool SkipAll()
    {
        var newline = false;
        var blankSince = false;
        while (Position < text.Length)
        {
            var c = text[Position];
            if (c == '\n')
            {
                // What a blank line parts from a field says nothing about it.
                if (blankSince)
                    _comments = null;
                newline = blankSince = true;
                NewLineAt(Position++);
            }
            else if (Chars.IsSpace(c))
                Position++;
            else if (AtComment)
            {
                SkipComment();
                blankSince = false;
            }
            else
                break;
        }
        return newline;
    }

    /// <summary>The comment that ends this line, so that it stays with the field before it.</summary>
    public void SkipLineEnd()
    {
        SkipBlanks();
        if (AtComment)
            SkipComment();
    }

    public List<string>? TakeComments()
    {
        var taken = _comments;
        _comments = null;
        return taken;
    }

    public HoconException Fault(string problem) => new(Here, null, problem);

    /// <summary>What stands here, for a message: short and printable whatever the text holds.</summary>
    public string Describe() => Current switch
    {
        End => "the end of the text",
        '\n' => "the end of the line",
        var c when char.IsControl((char)c) || char.IsSurrogate((char)c) => $"U+{c:X4}",
        var c when Chars.IsReserved((char)c) && c is not ('{' or '}' or '[' or ']' or ',' or ':' or '=') => $"'{(char)c}' (quote it)",
        var c => $"'{(char)c}'",
    };

    void SkipComment()
    {
        var start = Position;
        var end = text.IndexOf('\n', Position);
        Position = end < 0 ? text.Length : end;
        if (keepComments)
            (_comments ??= []).Add(text[(start + (text[start] == '#' ? 1 : 2))..Position].TrimEnd());
    }
}
