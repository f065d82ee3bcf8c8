namespace Swarm.Pages.Html;

/// <summary>Names of elements in lower case, those of HTML without making them anew.</summary>
static class TagNames
{
    const int Longest = 16;

    static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Known = new[]
    {
        "a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b", "base", "basefont", "bdi", "bdo", "big", "blockquote",
        "body", "br", "button", "canvas", "caption", "center", "circle", "cite", "code", "col", "colgroup", "data", "datalist", "dd", "defs", "del",
        "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "frame",
        "frameset", "g", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe", "image", "img", "input", "ins",
        "kbd", "label", "legend", "li", "line", "link", "main", "map", "mark", "marquee", "math", "menu", "meta", "meter", "nav", "nobr", "noembed",
        "noframes", "noscript", "object", "ol", "optgroup", "option", "output", "p", "param", "path", "picture", "plaintext", "polygon", "pre",
        "progress", "q", "rect", "rp", "rt", "ruby", "s", "samp", "script", "search", "section", "select", "slot", "small", "source", "span",
        "strike", "strong", "style", "sub", "summary", "sup", "svg", "symbol", "table", "tbody", "td", "template", "text", "textarea", "tfoot", "th",
        "thead", "time", "title", "tr", "track", "tt", "u", "ul", "use", "var", "video", "wbr", "xmp",
    }.ToDictionary(static name => name, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public static string Of(ReadOnlySpan<char> written)
    {
        var lower = written.Length <= Longest ? stackalloc char[Longest] : new char[written.Length];
        lower = lower[..written.Length];
        HtmlChars.ToLower(written, lower);
        return Known.TryGetValue(lower, out var known) ? known : lower.ToString();
    }
}
