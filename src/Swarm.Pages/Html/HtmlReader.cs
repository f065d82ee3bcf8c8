using System.Text;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Pages.Css;

namespace Swarm.Pages.Html;

/// <summary>Makes a reading of a page's tokens.</summary>
/// <param name="page">The page, or a document in one of its attributes.</param>
/// <param name="wantsLikeness">Its words count.</param>
/// <param name="nesting">How many attributes' values it lies in.</param>
sealed class HtmlReader(PageText page, bool wantsLikeness, int nesting = 0)
{
    const int MostAnchors = 100_000;
    const int DeepestNesting = 4;
    const int MostDocuments = 1000;
    const int LongestDocument = 1 << 20;

    readonly HtmlFindings _found = new(page.Encoding);
    readonly List<string> _anchors = [];
    readonly List<CssReference> _css = [];
    readonly WordVotes? _words = wantsLikeness ? new WordVotes() : null;
    PageWish _wish;
    int _form = -1;
    int _documents;
    string? _cut;

    public bool IsFull => _found.IsFull;

    void Take(HtmlTokens tokens)
    {
        switch (tokens.Piece)
        {
            case HtmlPiece.Text when tokens.IsSvgStyle: Style(AttributeText.Of(page.View, tokens.Start, tokens.Length)); break;
            case HtmlPiece.Text: _words?.Add(page.View, tokens.Start, tokens.Length); break;
            case HtmlPiece.RawText when tokens.Name == "style" && IsCss(tokens.Attributes): StyleElement(tokens.Start, tokens.Length); break;
            case HtmlPiece.StartTag when tokens.Attributes.All.Length > 0: StartTag(tokens); break;
            case HtmlPiece.EndTag when tokens.Name == "form": _form = -1; break;
        }
    }

    /// <summary>Reads on, until there is no more or the page holds too much.</summary>
    public void TakeAll(HtmlTokens tokens)
    {
        while (!IsFull && tokens.MoveNext()) Take(tokens);
    }

    public PageReading Reading(WebUrl url, string? cut) => new()
    {
        References = _found.Resolved(url),
        Anchors = _anchors,
        Wish = _wish,
        Likeness = _words?.Value ?? 0,
        Cut = IsFull ? $"more than {ReferenceList.MostOfPage} references" : cut ?? _cut,
    };

    void StartTag(HtmlTokens tokens)
    {
        var tag = tokens.Attributes;
        var element = tokens.IsHtml && tokens.Name == "image" ? "img" : tokens.Name;
        var isNoFollow = element is "a" or "area" or "link" or "form" && IsNoFollow(tag.Raw(HtmlAttribute.Rel));
        if (tokens.IsHtml && element == "meta") Meta(tag);
        else if (tokens.IsHtml && element is "input" or "select" or "textarea" or "button") Field(tag);
        foreach (ref readonly var attribute in tag.All)
        {
            switch (attribute.Name)
            {
                case HtmlAttribute.Id: Anchor(attribute); break;
                case HtmlAttribute.Name when element == "a": Anchor(attribute); break;
                case HtmlAttribute.Style: StyleAttribute(element, attribute); break;
                case HtmlAttribute.SrcDoc when tokens.IsHtml && element == "iframe": Document(attribute); break;
                case HtmlAttribute.Name or HtmlAttribute.Rel or HtmlAttribute.Type or HtmlAttribute.Content: break;
                case var name when tokens.IsSvg && PresentationAttributes.Has(name.Text()): StyleAttribute(element, attribute); break;
                default: Attribute(tokens, element, attribute, isNoFollow); break;
            }
        }
    }

    void Attribute(HtmlTokens tokens, string element, in AttributePlace attribute, bool isNoFollow)
    {
        var tag = tokens.Attributes;
        var kind = !tokens.IsHtml ? ReferenceRules.OfForeign(element, attribute.Name, tokens.IsSvg)
            : element == "link" ? LinkKindOf(attribute.Name, tag)
            : ReferenceRules.OfHtml(element, attribute.Name, tag);
        var isGuard = ReferenceRules.IsGuard(element, attribute.Name) && (element != "link" || LinkKindOf(HtmlAttribute.Href, tag) is not null);
        if (isGuard) Guard(element, attribute);
        if (kind is null || (kind == LinkKind.Base && _found.HasBase)) return;
        if (attribute.Name is HtmlAttribute.Srcset or HtmlAttribute.DataSrcset or HtmlAttribute.ImageSrcset) Sources(element, attribute);
        else
        {
            var added = AddValue(kind.Value, element, attribute, isNoFollow);
            if (element == "form") _form = added;
        }
    }

    static LinkKind? LinkKindOf(HtmlAttribute attribute, TagAttributes tag) => attribute is HtmlAttribute.Href or HtmlAttribute.ImageSrcset
        ? LinkRelations.KindOf(tag.Raw(HtmlAttribute.Rel), tag.Raw(HtmlAttribute.Type)) : null;

    int AddValue(LinkKind kind, string element, in AttributePlace attribute, bool isNoFollow)
    {
        var (start, length) = (attribute.Start, attribute.Length);
        while (length > 0 && HtmlChars.IsBlank(page.View[start])) (start, length) = (start + 1, length - 1);
        while (length > 0 && HtmlChars.IsBlank(page.View[start + length - 1])) length--;
        if (length == 0 && (kind != LinkKind.Link || element == "form" || attribute.Syntax is TextSyntax.Plain or TextSyntax.Unquoted)) return -1;
        return Add(kind, element, attribute.Name.Text(), start, length, attribute.Syntax, isNoFollow);
    }

    int Add(LinkKind kind, string element, string attribute, int start, int length, TextSyntax syntax, bool isNoFollow = false) =>
        _found.Add(kind, Said(start, length), element, attribute, page.Place(start, length, syntax), isNoFollow);

    /// <summary>Each candidate is a reference of its own. In a value without quotes none can be put in: there, what needs them is escaped.</summary>
    void Sources(string element, in AttributePlace attribute)
    {
        var value = AttributeText.Of(page.View, attribute.Start, attribute.Length);
        foreach (var (from, count) in SrcSet.Urls(value.Text, value.Start, value.Length))
        {
            var (start, length) = value.InView(from, count);
            Add(LinkKind.Requisite, element, attribute.Name.Text(), start, length, WithoutQuotes(attribute.Syntax));
            if (IsFull) return;
        }
    }

    static TextSyntax WithoutQuotes(TextSyntax syntax) => syntax == TextSyntax.Unquoted ? TextSyntax.DoubleQuoted : syntax;

    void Guard(string element, in AttributePlace attribute) => _found.Add(
        LinkKind.Guard, page.View.AsSpan(attribute.NameStart, attribute.NameLength), element, attribute.Name.Text(),
        page.Place(attribute.NameStart, attribute.NameLength, TextSyntax.Plain));

    void Meta(TagAttributes tag)
    {
        foreach (ref readonly var attribute in tag.All)
        {
            if (attribute.Name == HtmlAttribute.HttpEquiv && MetaRules.IsPolicy(tag)) Guard("meta", attribute);
            if (attribute.Name != HtmlAttribute.Content) continue;
            if (tag.Is(HtmlAttribute.HttpEquiv, "refresh")) Refresh(attribute);
            else if (MetaRules.IsTile(tag)) AddValue(LinkKind.Requisite, "meta", attribute, isNoFollow: false);
            else if (tag.Is(HtmlAttribute.Name, "robots") || tag.Is(HtmlAttribute.Name, "swarm")) _wish |= MetaRules.Wish(tag.Raw(HtmlAttribute.Content));
        }
    }

    void Refresh(in AttributePlace attribute)
    {
        var value = AttributeText.Of(page.View, attribute.Start, attribute.Length);
        if (MetaRefresh.Url(value.Text, value.Start, value.Length) is not var (from, count)) return;
        var (start, length) = value.InView(from, count);
        Add(LinkKind.Link, "meta", "content", start, length, WithoutQuotes(attribute.Syntax));
    }

    /// <summary>A form that sends what was filled in is no link.</summary>
    void Field(TagAttributes tag)
    {
        if (_form < 0 || !tag.Has(HtmlAttribute.Name)) return;
        _found.Withdraw(_form);
        _form = -1;
    }

    /// <summary>A document of its own, about which only the page's base and its places are the page's.</summary>
    void Document(in AttributePlace attribute)
    {
        if (nesting == DeepestNesting || attribute.Length > LongestDocument || ++_documents > MostDocuments)
        {
            _cut = "srcdoc that is too long, too deep or one of too many";
            return;
        }

        var document = page.Within(attribute.Start, attribute.Length);
        var inner = new HtmlReader(document, wantsLikeness: false, nesting + 1) { _documents = _documents };
        using var tokens = new HtmlTokens(document.View);
        inner.TakeAll(tokens);
        _found.Take(inner._found);
        (_documents, _cut) = (inner._documents, _cut ?? inner._cut);
        _anchors.AddRange(inner._anchors.Take(MostAnchors - _anchors.Count));
    }

    void Anchor(in AttributePlace attribute)
    {
        if (attribute.Length > 0 && _anchors.Count < MostAnchors) _anchors.Add(Said(attribute.Start, attribute.Length).ToString());
    }

    void StyleAttribute(string element, in AttributePlace attribute)
    {
        if (page.View.AsSpan(attribute.Start, attribute.Length).Contains('('))
            Style(AttributeText.Of(page.View, attribute.Start, attribute.Length), element, attribute.Name.Text());
    }

    /// <summary>CSS in which character references count: in an attribute, or in SVG.</summary>
    void Style(AttributeText css, string element = "css", string? attribute = null)
    {
        _css.Clear();
        CssScanner.Find(css.Text, css.Start, css.Length, _css, ReferenceList.MostOfPage + 1);
        foreach (var one in _css)
        {
            var (start, length) = css.InView(one.Start, one.Length);
            var text = Ascii.IsValid(one.Text) ? one.Text : CssEscapes.Unescape(Said(start, length), one.Syntax != TextSyntax.CssUnquoted);
            _found.Add(LinkKind.Requisite, text, element, attribute ?? NameOf(one), page.Place(start, length, TextSyntax.CssInAttribute));
        }
    }

    void StyleElement(int start, int length)
    {
        _css.Clear();
        CssScanner.Find(page.View, start, length, _css, ReferenceList.MostOfPage + 1);
        foreach (var one in _css)
            _found.Add(LinkKind.Requisite, one.TextIn(page), "css", NameOf(one), page.Place(one.Start, one.Length, one.Syntax));
    }

    static string NameOf(in CssReference reference) => reference.IsImport ? "import" : "url";

    static bool IsCss(TagAttributes tag) => tag.Raw(HtmlAttribute.Type).IsEmpty || tag.Is(HtmlAttribute.Type, "text/css");

    static bool IsNoFollow(ReadOnlySpan<char> rel) =>
        !rel.IsEmpty && (HtmlChars.HasWord(rel, "nofollow") || HtmlChars.HasWord(rel, "ugc") || HtmlChars.HasWord(rel, "sponsored"));

    /// <summary>What a stretch of an attribute's value says: as it stands, but for bytes beyond ASCII and character references.</summary>
    ReadOnlySpan<char> Said(int start, int length)
    {
        var raw = page.View.AsSpan(start, length);
        return Ascii.IsValid(raw) && !raw.Contains('&') ? raw : CharacterReferences.Resolve(page.Decode(start, length));
    }
}
