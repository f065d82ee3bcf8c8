namespace Swarm.Pages.Xml;

enum XmlToken
{
    Tag,
    EndTag,
    Text,
    Cdata,
    Instruction,
    Doctype,
}

/// <summary>An attribute's spans in the text; the value's without quotes.</summary>
readonly record struct XmlAttribute(int NameStart, int NameLength, int Start, int Length, bool IsDoubleQuoted);

/// <summary>
/// Cuts XML 1.0 into tokens and keeps their places. Checks no more than it needs to; a document type is passed over, so there are no entities but the
/// five and numbers. Each character is looked at once or twice, whatever stands there.
/// </summary>
ref struct XmlScanner(ReadOnlySpan<char> text, int at)
{
    readonly ReadOnlySpan<char> _text = text;
    int _at = at;

    /// <summary>Where the attributes of the present token end at the latest; 0: it has none left.</summary>
    int _attributesEnd;

    public XmlToken Token { get; private set; }

    /// <summary>What a text, CDATA section or instruction holds.</summary>
    public int Start { get; private set; }

    public int Length { get; private set; }

    /// <summary>Of a tag or instruction, without prefix.</summary>
    public ReadOnlySpan<char> LocalName { get; private set; }

    /// <summary>As written.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>A tag that ends itself; known when its attributes have been read.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>What stands at <see cref="Position"/> is no XML: there are no further tokens.</summary>
    public bool IsBroken { get; private set; }

    public readonly int Position => _at;

    public bool Read()
    {
        while (ReadAttribute(out _))
        {
        }

        while (!IsBroken && _at < _text.Length)
        {
            var rest = _text[_at..];
            if (!rest.StartsWith("<!--")) return ReadToken(rest);
            SkipPast("-->", 4);
        }

        return false;
    }

    /// <summary>The next attribute of a tag, or what looks like one in an instruction.</summary>
    public bool ReadAttribute(out XmlAttribute attribute)
    {
        attribute = default;
        if (_attributesEnd == 0) return false;
        SkipBlanks();
        if (_at >= _attributesEnd || _text[_at] is '>' or '/' or '?') return EndAttributes();
        var name = _at;
        SkipName();
        var nameLength = _at - name;
        SkipBlanks();
        if (nameLength == 0 || !Passes('=')) return NoAttribute();
        SkipBlanks();
        var isDouble = Passes('"');
        if (!isDouble && !Passes('\'')) return NoAttribute();
        var length = _text[_at.._attributesEnd].IndexOf(isDouble ? '"' : '\'');
        if (length < 0) return NoAttribute();
        attribute = new XmlAttribute(name, nameLength, _at, length, isDouble);
        _at += length + 1;
        return true;
    }

    bool ReadToken(ReadOnlySpan<char> rest)
    {
        if (rest[0] != '<') return ReadText(rest);
        if (rest.StartsWith("<![CDATA[")) return ReadUpTo(XmlToken.Cdata, 9, "]]>");
        if (rest.StartsWith("<?")) return ReadInstruction();
        if (rest.StartsWith("<!DOCTYPE")) return ReadDoctype();
        if (rest.StartsWith("</")) return ReadEndTag();
        _at++;
        ReadName();
        (Token, IsEmpty, _attributesEnd) = (XmlToken.Tag, false, _text.Length);
        return !Name.IsEmpty || Break();
    }

    bool ReadText(ReadOnlySpan<char> rest)
    {
        var length = rest.IndexOf('<');
        (Token, Start, Length) = (XmlToken.Text, _at, length < 0 ? rest.Length : length);
        _at += Length;
        return true;
    }

    bool ReadInstruction()
    {
        if (!ReadUpTo(XmlToken.Instruction, 2, "?>")) return false;
        _attributesEnd = Start + Length;
        _at = Start;
        ReadName();
        return true;
    }

    bool ReadEndTag()
    {
        _at += 2;
        ReadName();
        Token = XmlToken.EndTag;
        SkipBlanks();
        return Passes('>') || Break();
    }

    bool ReadUpTo(XmlToken token, int head, string end)
    {
        (Token, Start) = (token, _at + head);
        SkipPast(end, head);
        Length = IsBroken ? 0 : _at - end.Length - Start;
        return !IsBroken;
    }

    /// <summary>Its internal subset may hold <c>&gt;</c>, within literals and comments brackets too.</summary>
    bool ReadDoctype()
    {
        Token = XmlToken.Doctype;
        var isSubset = false;
        for (_at += "<!DOCTYPE".Length; _at < _text.Length && !IsBroken;)
        {
            var c = _text[_at];
            if (c is '"' or '\'') SkipPast(c == '"' ? "\"" : "'", 1);
            else if (_text[_at..].StartsWith("<!--")) SkipPast("-->", 4);
            else if (_text[_at..].StartsWith("<?")) SkipPast("?>", 2);
            else
            {
                _at++;
                if (c == '>' && !isSubset) return true;
                isSubset = c == '[' || (isSubset && c != ']');
            }
        }

        return Break();
    }

    bool EndAttributes()
    {
        if (Token == XmlToken.Instruction) _at = _attributesEnd + "?>".Length;
        else
        {
            IsEmpty = Passes('/');
            IsBroken |= !Passes('>');
        }

        _attributesEnd = 0;
        return false;
    }

    /// <summary>An instruction may hold anything; a tag may not.</summary>
    bool NoAttribute() => Token == XmlToken.Instruction ? EndAttributes() : Break();

    bool Break()
    {
        (IsBroken, _attributesEnd) = (true, 0);
        return false;
    }

    void ReadName()
    {
        var from = _at;
        SkipName();
        Name = _text[from.._at];
        LocalName = Name[(Name.LastIndexOf(':') + 1)..];
    }

    void SkipName()
    {
        while (_at < _text.Length && _text[_at] is not (' ' or '\t' or '\n' or '\r' or '=' or '/' or '>' or '<' or '"' or '\'' or '?')) _at++;
    }

    void SkipBlanks()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\n' or '\r') _at++;
    }

    void SkipPast(string end, int head)
    {
        var from = _at + head;
        var length = from > _text.Length ? -1 : _text[from..].IndexOf(end);
        if (length < 0) Break();
        else _at = from + length + end.Length;
    }

    bool Passes(char c)
    {
        if (_at >= _text.Length || _text[_at] != c) return false;
        _at++;
        return true;
    }
}
