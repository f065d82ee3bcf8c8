using System.Buffers;
using Swarm.Domain.Crawling;

namespace Swarm.Pages.Css;

/// <summary>
/// Finds the URLs that a style sheet loads: <c>url()</c>, <c>@import</c>, strings of <c>image-set()</c>. Reads tokens as CSS Syntax Level 3
/// (section 4.3) does and no grammar; each character once or twice, whatever stands there.
/// </summary>
static class CssScanner
{
    /// <param name="view">Holds the style sheet from <paramref name="start"/> on.</param>
    /// <param name="most">Reading ends when <paramref name="found"/> holds so many.</param>
    public static void Find(string view, int start, int length, List<CssReference> found, int most = int.MaxValue) =>
        new CssScan(view.AsSpan(0, start + length), start, found, most).Run();
}

/// <summary>One pass over a style sheet's tokens.</summary>
ref struct CssScan(ReadOnlySpan<char> text, int start, List<CssReference> found, int most)
{
    readonly ReadOnlySpan<char> _text = text;
    int _at = start;

    /// <summary>Where the last name that was read ends: what stands before belongs to no other.</summary>
    int _read = start;

    /// <summary>Open brackets since the last <c>; { }</c>, and which of them is <c>image-set(</c>; 0: none.</summary>
    int _depth, _imageSet;

    /// <summary>Within a rule whose URLs are names, never loaded.</summary>
    bool _isNaming;

    /// <summary>Goes from one character that matters to the next; what stands before a bracket is looked at from there.</summary>
    public void Run()
    {
        while (found.Count < most && Skip(_depth == 0 && !_isNaming ? CssChars.Beginnings : CssChars.BeginningsAndEnds))
        {
            switch (_text[_at])
            {
                case '"' or '\'': Quoted(isReference: _imageSet > 0 && _imageSet == _depth, isImport: false); break;
                case '@': AtRule(); break;
                case '/': Comment(); break;
                case '\\': EscapedName(); break;
                case '(': Bracket(); break;
                case ')': Close(); break;
                default: EndOfPart(); break;
            }
        }
    }

    void Bracket()
    {
        var isUrl = IsAfter("url");
        var isImageSet = IsAfter("image-set") || IsAfter("-webkit-image-set");
        Open();
        if (isUrl) Url(isImport: false);
        else if (isImageSet) _imageSet = _depth;
    }

    /// <summary>Whether this very word stands before the bracket: glued to a number it is a unit, behind <c>#</c> a hash.</summary>
    readonly bool IsAfter(string word)
    {
        var from = _at - word.Length;
        return from >= _read && _text[from.._at].Equals(word, StringComparison.OrdinalIgnoreCase)
            && (from == _read || !(CssChars.IsName(_text[from - 1]) || _text[from - 1] is '#' or '@'));
    }

    void EscapedName()
    {
        if (!IsEscape(_at))
        {
            _at++;
            return;
        }

        while (_at > _read && CssChars.IsName(_text[_at - 1])) _at--;
        if (_at > _read && _text[_at - 1] == '#') SkipName(_at);
        else Name(isImport: false);
    }

    /// <summary>A name, and what it opens if it is a function's.</summary>
    void Name(bool isImport)
    {
        var from = _at;
        SkipName(_at);
        if (_at >= _text.Length || _text[_at] != '(') return;
        var name = _text[from.._at];
        Open();
        if (Is(name, "url")) Url(isImport);
        else if (Is(name, "image-set") || Is(name, "-webkit-image-set")) _imageSet = _depth;
    }

    void AtRule()
    {
        var from = ++_at;
        if (!StartsName(_at)) return;
        SkipName(_at);
        var name = _text[from.._at];
        _isNaming = Is(name, "namespace") || Is(name, "document") || Is(name, "-moz-document");
        if (!Is(name, "import")) return;
        SkipBlanksAndComments();
        if (_at < _text.Length && _text[_at] is '"' or '\'') Quoted(isReference: true, isImport: true);
        else if (StartsName(_at)) Name(isImport: true);
    }

    void Url(bool isImport)
    {
        SkipBlanks();
        if (_at < _text.Length && _text[_at] is '"' or '\'') Quoted(isReference: true, isImport);
        else UnquotedUrl(isImport);
    }

    void UnquotedUrl(bool isImport)
    {
        var from = _at;
        var end = EndOfUrl();
        if (end < 0) SkipBadUrl();
        else Add(from, end, TextSyntax.CssUnquoted, isImport);
    }

    /// <summary>Goes on to the closing bracket; -1 where something stands before it that no unquoted URL may hold.</summary>
    int EndOfUrl()
    {
        while (Skip(CssChars.UrlStops))
        {
            var c = _text[_at];
            if (c == ')') return _at;
            if (CssChars.IsBlank(c))
            {
                var end = _at;
                SkipBlanks();
                return _at >= _text.Length || _text[_at] == ')' ? end : -1;
            }

            if (!IsEscape(_at)) return -1;
            _at = CssEscapes.End(_text, _at);
        }

        return _at;
    }

    void SkipBadUrl()
    {
        while (_at < _text.Length && _text[_at] != ')') _at = IsEscape(_at) ? CssEscapes.End(_text, _at) : _at + 1;
    }

    /// <summary>A string that a line break cuts short is none (a bad-string-token).</summary>
    void Quoted(bool isReference, bool isImport)
    {
        var quote = _text[_at++];
        var from = _at;
        while (Skip(quote == '"' ? CssChars.DoubleQuotedStops : CssChars.SingleQuotedStops) && _text[_at] == '\\')
            _at = IsEscape(_at) ? CssEscapes.End(_text, _at) : _at + (_text[(_at + 1)..].StartsWith("\r\n") ? 3 : 2);
        var end = _at;
        if (_at < _text.Length && _text[_at++] != quote) return;
        if (isReference) Add(from, end, quote == '"' ? TextSyntax.CssDoubleQuoted : TextSyntax.CssSingleQuoted, isImport);
    }

    /// <summary>What is empty or nothing but a fragment loads nothing.</summary>
    readonly void Add(int from, int end, TextSyntax syntax, bool isImport)
    {
        if (_isNaming) return;
        var url = CssEscapes.Unescape(_text[from..end], isString: syntax != TextSyntax.CssUnquoted);
        var said = url.AsSpan().Trim();
        if (!said.IsEmpty && said[0] != '#') found.Add(new CssReference(from, end - from, syntax, isImport, url));
    }

    void Open()
    {
        _depth++;
        _at++;
    }

    void Close()
    {
        if (_imageSet == _depth) _imageSet = 0;
        if (_depth > 0) _depth--;
        _at++;
    }

    void EndOfPart()
    {
        (_depth, _imageSet, _isNaming) = (0, 0, false);
        _at++;
    }

    void Comment()
    {
        if (!_text[_at..].StartsWith("/*"))
        {
            _at++;
            return;
        }

        var end = _text[(_at + 2)..].IndexOf("*/");
        _at = end < 0 ? _text.Length : _at + 2 + end + 2;
    }

    void SkipBlanksAndComments()
    {
        SkipBlanks();
        while (_text[_at..].StartsWith("/*"))
        {
            Comment();
            SkipBlanks();
        }
    }

    void SkipBlanks()
    {
        while (_at < _text.Length && CssChars.IsBlank(_text[_at])) _at++;
    }

    void SkipName(int from)
    {
        _at = from;
        while (_at < _text.Length)
        {
            if (CssChars.IsName(_text[_at])) _at++;
            else if (IsEscape(_at)) _at = CssEscapes.End(_text, _at);
            else break;
        }

        _read = _at;
    }

    /// <summary>Goes on to the next of these; false at the end.</summary>
    bool Skip(SearchValues<char> stops)
    {
        var run = _text[_at..].IndexOfAny(stops);
        _at = run < 0 ? _text.Length : _at + run;
        return run >= 0;
    }

    readonly bool StartsName(int at)
    {
        if (at >= _text.Length) return false;
        if (_text[at] != '-') return CssChars.IsNameStart(_text[at]) || IsEscape(at);
        return at + 1 < _text.Length && (_text[at + 1] == '-' || CssChars.IsNameStart(_text[at + 1]) || IsEscape(at + 1));
    }

    readonly bool IsEscape(int at) => _text[at] == '\\' && (at + 1 >= _text.Length || !CssChars.IsNewline(_text[at + 1]));

    static bool Is(ReadOnlySpan<char> name, string word) =>
        name.Equals(word, StringComparison.OrdinalIgnoreCase)
        || (name.Contains('\\') && CssEscapes.Unescape(name, isString: false).Equals(word, StringComparison.OrdinalIgnoreCase));
}
