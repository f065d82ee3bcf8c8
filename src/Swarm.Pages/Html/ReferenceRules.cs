using Swarm.Domain;

namespace Swarm.Pages.Html;

/// <summary>Which attributes of which elements refer to what. A table; <c>link</c>, <c>meta</c> and styles have rules of their own.</summary>
static class ReferenceRules
{
    /// <summary>In HTML; null where the attribute holds no reference.</summary>
    public static LinkKind? OfHtml(string element, HtmlAttribute attribute, TagAttributes tag) => element switch
    {
        "a" or "area" => attribute is HtmlAttribute.Href ? LinkKind.Link : null,
        "img" => OfImage(attribute) ?? OfLazy(attribute),
        "source" => attribute is HtmlAttribute.Src or HtmlAttribute.Srcset ? LinkKind.Requisite : OfLazy(attribute),
        "video" or "audio" => attribute is HtmlAttribute.Src or HtmlAttribute.Poster ? LinkKind.Requisite : OfLazy(attribute),
        "script" or "track" or "embed" => attribute is HtmlAttribute.Src ? LinkKind.Requisite : null,
        "iframe" when tag.Has(HtmlAttribute.SrcDoc) => null, // that is what it shows
        "iframe" or "frame" => OfFrame(attribute) ?? OfLazy(attribute),
        "object" => attribute is HtmlAttribute.Data ? LinkKind.Requisite : null,
        "input" => attribute is HtmlAttribute.Src && tag.Is(HtmlAttribute.Type, "image") ? LinkKind.Requisite : null,
        "body" or "table" or "thead" or "tbody" or "tfoot" or "tr" or "td" or "th" =>
            attribute is HtmlAttribute.Background ? LinkKind.Requisite : OfBackground(attribute),
        "form" => attribute is HtmlAttribute.Action && IsGet(tag) ? LinkKind.Link : null,
        "html" => attribute is HtmlAttribute.Manifest ? LinkKind.Requisite : null,
        "base" => attribute is HtmlAttribute.Href ? LinkKind.Base : null,
        "div" or "section" or "span" or "figure" => OfLazy(attribute),
        _ => OfBackground(attribute),
    };

    /// <summary>In SVG and MathML within HTML: what is no link is drawn.</summary>
    public static LinkKind? OfForeign(string element, HtmlAttribute attribute, bool isSvg) => attribute switch
    {
        HtmlAttribute.Href or HtmlAttribute.XLinkHref => isSvg && element != "a" ? LinkKind.Requisite : LinkKind.Link,
        _ => null,
    };

    /// <summary>Whether the attribute keeps a saved page from loading its own files.</summary>
    public static bool IsGuard(string element, HtmlAttribute attribute) =>
        attribute is HtmlAttribute.Integrity or HtmlAttribute.CrossOrigin &&
        element is "script" or "link" or "img" or "audio" or "video" or "image";

    static LinkKind? OfImage(HtmlAttribute attribute) => attribute switch
    {
        HtmlAttribute.Src or HtmlAttribute.Srcset or HtmlAttribute.LowSrc => LinkKind.Requisite,
        HtmlAttribute.LongDesc => LinkKind.Link,
        _ => null,
    };

    static LinkKind? OfFrame(HtmlAttribute attribute) => attribute switch
    {
        HtmlAttribute.Src => LinkKind.Frame,
        HtmlAttribute.LongDesc => LinkKind.Link,
        _ => null,
    };

    /// <summary>Attributes from which scripts fill in images when they come into view.</summary>
    static LinkKind? OfLazy(HtmlAttribute attribute) => attribute switch
    {
        HtmlAttribute.DataSrc or HtmlAttribute.DataSrcset or HtmlAttribute.DataLazySrc or HtmlAttribute.DataOriginal => LinkKind.Requisite,
        _ => OfBackground(attribute),
    };

    static LinkKind? OfBackground(HtmlAttribute attribute) => attribute is HtmlAttribute.DataBg ? LinkKind.Requisite : null;

    static bool IsGet(TagAttributes tag) => !tag.Has(HtmlAttribute.Method) || !(tag.Is(HtmlAttribute.Method, "post") || tag.Is(HtmlAttribute.Method, "dialog"));
}
