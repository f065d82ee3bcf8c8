using System.Buffers;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using AngleSharp.Text;

namespace Swarm.Pages.Html;

/// <summary>What <see cref="HtmlTokens"/> stands at.</summary>
enum HtmlPiece
{
    Text,

    /// <summary>The whole content of an element that holds no markup (<c>style</c>, <c>script</c>, <c>title</c>…), named by the element.</summary>
    RawText,
    StartTag,
    EndTag,
}

/// <summary>
/// Walks a page from tag to tag, with the places of all it finds and without a tree: the seam between how a page is parsed and what is made of it.
/// Tags are read where they stand (<see cref="TagAttributes"/>); AngleSharp's tokenizer finds the ends of all else that begins with a
/// <c>&lt;</c>, and of elements that hold no markup.
/// </summary>
sealed class HtmlTokens : IDisposable
{
    readonly string _view;
    readonly bool _isXml;
    readonly char[] _buffer;
    readonly CharArrayTextSource _source;
    readonly HtmlTokenizer _tokenizer;
    readonly ForeignContent _foreign = new();
    int _at;
    bool _isRaw;

    /// <param name="isXml">The page is XHTML: <c>&lt;script/&gt;</c> and its like are empty elements.</param>
    public HtmlTokens(string view, bool isXml = false)
    {
        _view = view;
        _isXml = isXml;
        _buffer = ArrayPool<char>.Shared.Rent(view.Length);
        view.CopyTo(_buffer);
        Disarm(_buffer.AsSpan(0, view.Length));
        _source = new CharArrayTextSource(_buffer, view.Length);
        _tokenizer = new HtmlTokenizer(new TextSource(_source), HtmlEntityProvider.ResolverExtended)
        {
            SkipDataText = true,
            SkipScriptText = true,
            SkipRawText = true,
            SkipRCDataText = true,
            SkipComments = true,
            SkipCDATA = true,
            SkipProcessingInstructions = true,
            IsNotConsumingCharacterReferences = true,
            DisableElementPositionTracking = true,
            ShouldEmitAttribute = static (ref StructHtmlToken _, ReadOnlyMemory<char> _) => false,
        };
    }

    public HtmlPiece Piece { get; private set; }

    /// <summary>Of a tag, in lower case; of raw text, its element's.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Of a start tag.</summary>
    public TagAttributes Attributes { get; } = new();

    /// <summary>The start tag makes an element of HTML, not of SVG or MathML.</summary>
    public bool IsHtml { get; private set; }

    /// <summary>Of SVG.</summary>
    public bool IsSvg { get; private set; }

    /// <summary>The text is a style sheet within SVG.</summary>
    public bool IsSvgStyle => _foreign.IsInSvgStyle;

    public int Start { get; private set; }

    public int Length { get; private set; }

    public bool MoveNext()
    {
        if (_isRaw) return ReadRawText();
        while (_at < _view.Length)
        {
            var open = _view.AsSpan(_at).IndexOf('<');
            if (open != 0) return At(HtmlPiece.Text, _at, open < 0 ? _view.Length : _at + open);
            var second = _at + 1 < _view.Length ? _view[_at + 1] : '\0';
            if (char.IsAsciiLetter(second)) return AtStartTag(_at);
            if (second == '/' && _at + 2 < _view.Length && char.IsAsciiLetter(_view[_at + 2])) return AtEndTag(_at);
            var start = _at;
            if (Next() == HtmlTokenType.Character) return AtCharacters(start);
        }

        return false;
    }

    public void Dispose()
    {
        _tokenizer.Dispose();
        ArrayPool<char>.Shared.Return(_buffer);
    }

    /// <summary>Leaps over the token that begins at <see cref="_at"/>.</summary>
    HtmlTokenType Next()
    {
        _source.Index = _at;
        _tokenizer.IsAcceptingCharacterData = _foreign.IsForeign;
        ref var token = ref _tokenizer.GetStructToken();
        _at = Math.Clamp(_tokenizer.Position, _at + 1, _view.Length);
        return token.Type;
    }

    bool AtStartTag(int start)
    {
        if (!ReadTag(start)) return false;
        IsHtml = _foreign.Start(Name, Attributes, out var isSvg);
        IsSvg = isSvg;
        if (IsHtml && !(_isXml && Attributes.IsSelfClosing) && RawModeOf(Name) is { } mode) EnterRawText(start, mode);
        return At(HtmlPiece.StartTag, start, _at);
    }

    bool AtEndTag(int start)
    {
        if (!ReadTag(start + 1)) return false;
        _foreign.End(Name);
        return At(HtmlPiece.EndTag, start, _at);
    }

    /// <summary>False where the page ends within the tag, which then is none.</summary>
    bool ReadTag(int beforeName)
    {
        _at = Attributes.Read(_view, beforeName);
        Name = TagNames.Of(Attributes.TagName);
        return Attributes.IsWhole;
    }

    /// <summary>The tokenizer reads the start tag too: it ends such an element by the end tag of the same name.</summary>
    void EnterRawText(int start, HtmlParseMode mode)
    {
        _at = start;
        Next();
        _tokenizer.State = mode;
        _isRaw = true;
    }

    /// <summary>A lone <c>&lt;</c>, or a CDATA section.</summary>
    bool AtCharacters(int start)
    {
        const string open = "<![CDATA[", close = "]]>";
        var text = _view.AsSpan(start, _at - start);
        if (!text.StartsWith(open)) return At(HtmlPiece.Text, start, _at);
        var end = text.EndsWith(close) ? _at - close.Length : _at;
        return At(HtmlPiece.Text, start + open.Length, end);
    }

    /// <summary>The state that an element's content is read in (HTML Standard, section 13.2.6.2), as a parser without scripting does; null: that of others.</summary>
    static HtmlParseMode? RawModeOf(string name) => name switch
    {
        "script" => HtmlParseMode.Script,
        "style" or "xmp" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
        "title" or "textarea" => HtmlParseMode.RCData,
        "plaintext" => HtmlParseMode.Plaintext,
        _ => null,
    };

    /// <summary>To the end tag that ends the element.</summary>
    bool ReadRawText()
    {
        var start = _at;
        var end = _view.Length;
        _isRaw = false;
        while (_at < _view.Length)
        {
            var open = _tokenizer.State == HtmlParseMode.Plaintext ? -1 : _view.AsSpan(_at).IndexOf('<');
            if (open < 0) break;
            end = _at += open;
            if (Next() != HtmlTokenType.EndTag) end = _view.Length;
            else break;
        }

        if (end == _view.Length) _at = end;
        else _foreign.End(Name);
        return At(HtmlPiece.RawText, start, end);
    }

    bool At(HtmlPiece piece, int start, int end)
    {
        (Piece, Start, Length) = (piece, start, end - start);
        if (_at < end) _at = end;
        return true;
    }

    /// <summary>
    /// AngleSharp's tokenizer recurses at each of two sequences, and a page of nothing else overflows its stack. Both have twins of the same length
    /// that end the same constructs at the same places.
    /// </summary>
    static void Disarm(Span<char> text)
    {
        Replace(text, "</>", 1, '!');
        Replace(text, "--!-", 2, 'x');
        text.Replace('\uFFFF', '\uFFFD'); // is the end of the file to it
    }

    static void Replace(Span<char> text, string sequence, int at, char twin)
    {
        for (var found = text.IndexOf(sequence); found >= 0; found = text.IndexOf(sequence))
        {
            text[found + at] = twin;
            text = text[(found + 1)..];
        }
    }
}
