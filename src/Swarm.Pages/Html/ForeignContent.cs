namespace Swarm.Pages.Html;

/// <summary>
/// Knows whether the tokens at hand stand in SVG or MathML, where <c>style</c> and <c>title</c> are elements like others (HTML Standard, section
/// 13.2.6.5): a stack of what is open from the outermost <c>svg</c> or <c>math</c> on; empty in plain HTML. No tree: a stray end tag of HTML within
/// SVG is taken for one that ends it.
/// </summary>
sealed class ForeignContent
{
    /// <summary>Deeper elements are not told apart.</summary>
    const int Deepest = 256;

    enum Kind : byte
    {
        Html,
        Svg,
        MathMl,

        /// <summary>Foreign elements whose content is HTML (integration points).</summary>
        SvgWithHtml,
        MathMlWithHtml,

        /// <summary>MathML elements whose content is HTML but for two (text integration points).</summary>
        MathMlText,
    }

    readonly List<(string Name, Kind Kind)> _open = [];

    /// <summary>CDATA sections count.</summary>
    public bool IsForeign => _open is [.., { Kind: not Kind.Html }];

    public bool IsInSvgStyle => _open is [.., { Kind: Kind.Svg, Name: "style" }];

    /// <summary>Whether the start tag makes an HTML element; if not, <paramref name="isSvg"/> tells of the other two.</summary>
    public bool Start(string name, TagAttributes tag, out bool isSvg)
    {
        isSvg = false;
        if (_open.Count == 0 && name is not ("svg" or "math")) return true;
        if (!IsHtmlIn(name, tag))
        {
            isSvg = _open[^1].Kind is Kind.Svg;
            if (!tag.IsSelfClosing) Push(name, KindOf(name, tag, isSvg));
            return false;
        }

        if (name is "svg" or "math")
        {
            isSvg = name is "svg";
            if (!tag.IsSelfClosing) Push(name, isSvg ? Kind.Svg : Kind.MathMl);
            return false;
        }

        if (_open.Count > 0 && !IsVoid(name)) Push(name, Kind.Html);
        return true;
    }

    public void End(string name)
    {
        if (_open.Count == 0) return;
        if (IsForeign && name is "p" or "br") LeaveForeign();
        if (!IsForeign || name is "p" or "br") EndHtml(name);
        else if (!EndForeign(name)) EndHtml(name);
    }

    /// <summary>Among the foreign elements on top; false where none of them has the name.</summary>
    bool EndForeign(string name)
    {
        for (var at = _open.Count - 1; at >= 0 && _open[at].Kind != Kind.Html; at--)
        {
            if (_open[at].Name == name) return CloseFrom(at);
        }

        return false;
    }

    /// <summary>Down to an integration point, which no end tag of HTML passes.</summary>
    void EndHtml(string name)
    {
        for (var at = _open.Count - 1; at >= 0; at--)
        {
            var (open, kind) = _open[at];
            if (kind == Kind.Html && open == name) CloseFrom(at);
            if (at >= _open.Count || kind is Kind.SvgWithHtml or Kind.MathMlWithHtml or Kind.MathMlText) return;
        }

        if (IsOfHtml(name)) _open.Clear();
    }

    bool CloseFrom(int at)
    {
        _open.RemoveRange(at, _open.Count - at);
        return true;
    }

    bool IsHtmlIn(string name, TagAttributes tag)
    {
        if (_open.Count == 0) return true;
        switch (_open[^1])
        {
            case (_, Kind.Html or Kind.SvgWithHtml or Kind.MathMlWithHtml): return true;
            case (_, Kind.MathMlText): return name is not ("mglyph" or "malignmark");
            case ("annotation-xml", _) when name is "svg": return true;
        }

        if (!BreaksOut(name, tag)) return false;
        LeaveForeign();
        return true;
    }

    void LeaveForeign()
    {
        while (_open is [.., { Kind: Kind.Svg or Kind.MathMl }]) _open.RemoveAt(_open.Count - 1);
    }

    void Push(string name, Kind kind)
    {
        if (_open.Count < Deepest) _open.Add((name, kind));
    }

    static Kind KindOf(string name, TagAttributes tag, bool isSvg) => name switch
    {
        "foreignobject" or "desc" or "title" when isSvg => Kind.SvgWithHtml,
        _ when isSvg => Kind.Svg,
        "mi" or "mo" or "mn" or "ms" or "mtext" => Kind.MathMlText,
        "annotation-xml" when tag.Is(HtmlAttribute.Encoding, "text/html") || tag.Is(HtmlAttribute.Encoding, "application/xhtml+xml") =>
            Kind.MathMlWithHtml,
        _ => Kind.MathMl,
    };

    static bool BreaksOut(string name, TagAttributes tag) => name switch
    {
        "font" => tag.Has(HtmlAttribute.Color) || tag.Has(HtmlAttribute.Face) || tag.Has(HtmlAttribute.Size),
        "b" or "big" or "blockquote" or "body" or "br" or "center" or "code" or "dd" or "div" or "dl" or "dt" or "em" or "embed" or "h1" or "h2"
            or "h3" or "h4" or "h5" or "h6" or "head" or "hr" or "i" or "img" or "li" or "listing" or "menu" or "meta" or "nobr" or "ol" or "p"
            or "pre" or "ruby" or "s" or "small" or "span" or "strong" or "strike" or "sub" or "sup" or "table" or "tt" or "u" or "ul"
            or "var" => true,
        _ => false,
    };

    static bool IsVoid(string name) => name is "area" or "base" or "basefont" or "bgsound" or "br" or "col" or "embed" or "frame" or "hr"
        or "image" or "img" or "input" or "keygen" or "link" or "meta" or "param" or "source" or "track" or "wbr";

    /// <summary>Elements that are likely open around an <c>svg</c>, so that their end ends it.</summary>
    static bool IsOfHtml(string name) => name is "a" or "article" or "aside" or "b" or "button" or "center" or "dd" or "div" or "dl" or "dt" or "em"
        or "figure" or "footer" or "form" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "header" or "i" or "li" or "main" or "nav" or "ol"
        or "p" or "section" or "strong" or "table" or "tbody" or "td" or "template" or "th" or "tr" or "ul";
}
