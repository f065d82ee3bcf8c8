namespace Swarm.Pages.Html;

/// <summary>Attributes that hold references or tell what a reference is; all others count as one.</summary>
enum HtmlAttribute : byte
{
    Other,
    Action,
    Background,
    Charset,
    ClipPath,
    Color,
    ColorProfile,
    Content,
    CrossOrigin,
    Cursor,
    Data,
    DataBg,
    DataLazySrc,
    DataOriginal,
    DataSrc,
    DataSrcset,
    Encoding,
    Face,
    Fill,
    Filter,
    Href,
    HttpEquiv,
    Id,
    ImageSrcset,
    Integrity,
    LongDesc,
    LowSrc,
    Manifest,
    Marker,
    MarkerEnd,
    MarkerMid,
    MarkerStart,
    Mask,
    Method,
    Name,
    Poster,
    Rel,
    Size,
    Src,
    SrcDoc,
    Srcset,
    Stroke,
    Style,
    Type,
    XLinkHref,
}

/// <summary>Names of <see cref="HtmlAttribute"/>s as they stand in a page.</summary>
static class HtmlAttributes
{
    static readonly string[] Names =
    [
        "", "action", "background", "charset", "clip-path", "color", "color-profile", "content", "crossorigin", "cursor", "data", "data-bg",
        "data-lazy-src", "data-original", "data-src", "data-srcset", "encoding", "face", "fill", "filter", "href", "http-equiv", "id",
        "imagesrcset", "integrity", "longdesc", "lowsrc", "manifest", "marker", "marker-end", "marker-mid", "marker-start", "mask", "method",
        "name", "poster", "rel", "size", "src", "srcdoc", "srcset", "stroke", "style", "type", "xlink:href",
    ];

    public static int Count => Names.Length;

    public static string Text(this HtmlAttribute attribute) => Names[(int)attribute];

    /// <summary>By a name in any case.</summary>
    public static HtmlAttribute Of(ReadOnlySpan<char> name)
    {
        Span<char> lower = stackalloc char[13];
        if (name.Length is < 2 or > 13) return HtmlAttribute.Other;
        HtmlChars.ToLower(name, lower);
        return OfLower(lower[..name.Length]);
    }

    static HtmlAttribute OfLower(ReadOnlySpan<char> name) => name switch
    {
        "action" => HtmlAttribute.Action,
        "background" => HtmlAttribute.Background,
        "charset" => HtmlAttribute.Charset,
        "clip-path" => HtmlAttribute.ClipPath,
        "color" => HtmlAttribute.Color,
        "color-profile" => HtmlAttribute.ColorProfile,
        "content" => HtmlAttribute.Content,
        "crossorigin" => HtmlAttribute.CrossOrigin,
        "cursor" => HtmlAttribute.Cursor,
        "data" => HtmlAttribute.Data,
        "data-bg" => HtmlAttribute.DataBg,
        "data-lazy-src" => HtmlAttribute.DataLazySrc,
        "data-original" => HtmlAttribute.DataOriginal,
        "data-src" => HtmlAttribute.DataSrc,
        "data-srcset" => HtmlAttribute.DataSrcset,
        "encoding" => HtmlAttribute.Encoding,
        "face" => HtmlAttribute.Face,
        "fill" => HtmlAttribute.Fill,
        "filter" => HtmlAttribute.Filter,
        "href" => HtmlAttribute.Href,
        "http-equiv" => HtmlAttribute.HttpEquiv,
        "id" => HtmlAttribute.Id,
        "imagesrcset" => HtmlAttribute.ImageSrcset,
        "integrity" => HtmlAttribute.Integrity,
        "longdesc" => HtmlAttribute.LongDesc,
        "lowsrc" => HtmlAttribute.LowSrc,
        "manifest" => HtmlAttribute.Manifest,
        "marker" => HtmlAttribute.Marker,
        "marker-end" => HtmlAttribute.MarkerEnd,
        "marker-mid" => HtmlAttribute.MarkerMid,
        "marker-start" => HtmlAttribute.MarkerStart,
        "mask" => HtmlAttribute.Mask,
        "method" => HtmlAttribute.Method,
        "name" => HtmlAttribute.Name,
        "poster" => HtmlAttribute.Poster,
        "rel" => HtmlAttribute.Rel,
        "size" => HtmlAttribute.Size,
        "src" => HtmlAttribute.Src,
        "srcdoc" => HtmlAttribute.SrcDoc,
        "srcset" => HtmlAttribute.Srcset,
        "stroke" => HtmlAttribute.Stroke,
        "style" => HtmlAttribute.Style,
        "type" => HtmlAttribute.Type,
        "xlink:href" => HtmlAttribute.XLinkHref,
        _ => HtmlAttribute.Other,
    };
}
