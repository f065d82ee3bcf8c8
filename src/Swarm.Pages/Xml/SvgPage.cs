using Swarm.Domain;
using Swarm.Domain.Crawling;

namespace Swarm.Pages.Xml;

/// <summary>
/// Reads SVG and other XML that is shown: links, what is drawn or run, style in all its places, and the ids. The first 10 MiB, up to 10,000
/// references; up to the first fault, as browsers show it.
/// </summary>
sealed class SvgPage
{
    const int MostBytes = 10 << 20;
    const int MostAnchors = 100_000;

    readonly PageText _page;
    readonly ReferenceList _references;
    readonly List<string> _anchors = [];
    readonly List<XmlAttribute> _attributes = [];
    bool _isStyle;

    SvgPage(PageText page, WebUrl url) => (_page, _references) = (page, new ReferenceList(url, queryEncoding: page.Encoding));

    public static PageReading Read(in PageSource source)
    {
        var isCut = source.Content.Length > MostBytes;
        var content = source.Content.Span[..Math.Min(source.Content.Length, MostBytes)];
        var page = new SvgPage(XmlFile.Read(content, source.ContentType), source.Url);
        var fault = page.Read();
        return new PageReading
        {
            References = page._references.Found,
            Anchors = page._anchors,
            Cut = page._references.Cut ?? (isCut ? "an XML page of more than 10 MiB" : fault),
        };
    }

    string? Read()
    {
        var scanner = new XmlScanner(_page.View, XmlFile.Begin(_page));
        while (_references.Cut is null && scanner.Read())
        {
            switch (scanner.Token)
            {
                case XmlToken.Tag: Tag(ref scanner); break;
                case XmlToken.EndTag when _isStyle: _isStyle = scanner.LocalName is not "style"; break;
                case XmlToken.Text or XmlToken.Cdata when _isStyle: Style(scanner); break;
                case XmlToken.Instruction when scanner.Name is "xml-stylesheet": StyleSheet(ref scanner); break;
            }
        }

        return scanner.IsBroken ? "not well-formed where it is read no further" : null;
    }

    void Style(in XmlScanner scanner) =>
        XmlCss.Find(_page, scanner.Start, scanner.Length, _references, "css", null, isCdata: scanner.Token == XmlToken.Cdata);

    void StyleSheet(ref XmlScanner scanner)
    {
        while (scanner.ReadAttribute(out var attribute))
            if (NameOf(attribute) is "href") Add(LinkKind.Requisite, "xml-stylesheet", "href", attribute);
    }

    void Tag(ref XmlScanner scanner)
    {
        var element = scanner.LocalName;
        _attributes.Clear();
        while (scanner.ReadAttribute(out var attribute)) _attributes.Add(attribute);
        foreach (var attribute in _attributes) Attribute(element, attribute);
        if (element is "style") _isStyle = !scanner.IsEmpty && (Value("type") ?? "text/css").Contains("css", StringComparison.OrdinalIgnoreCase);
    }

    void Attribute(ReadOnlySpan<char> element, in XmlAttribute attribute)
    {
        var name = NameOf(attribute);
        switch (name)
        {
            case "id" or "xml:id": Anchor(attribute); break;
            case "src" or "poster": Add(element is "iframe" or "frame" ? LinkKind.Frame : LinkKind.Requisite, element, name, attribute); break;
            case "data" when element is "object": Add(LinkKind.Requisite, element, name, attribute); break;
            case "integrity" or "crossorigin": Guard(element, name, attribute); break;
            default:
                if (name[(name.LastIndexOf(':') + 1)..] is "href") Add(KindOfHref(element), element, name, attribute); // mostly xlink:href
                else if (name is "style" || PresentationAttributes.Has(name)) XmlCss.Find(_page, attribute.Start, attribute.Length, _references, Lower(element), Lower(name));
                break;
        }
    }

    void Anchor(in XmlAttribute attribute)
    {
        if (attribute.Length > 0 && _anchors.Count < MostAnchors) _anchors.Add(TextOf(attribute));
    }

    LinkKind KindOfHref(ReadOnlySpan<char> element) => element switch
    {
        "a" => LinkKind.Link,
        "link" when Value("rel") is { } rel && !LoadsWith(rel) => LinkKind.Link,
        _ => LinkKind.Requisite,
    };

    static bool LoadsWith(string rel) =>
        rel.Contains("stylesheet", StringComparison.OrdinalIgnoreCase) || rel.Contains("icon", StringComparison.OrdinalIgnoreCase)
        || rel.Contains("preload", StringComparison.OrdinalIgnoreCase);

    /// <summary>Parts of the same file (<c>use href="#a"</c>) are not loaded; a link to one is still a link.</summary>
    void Add(LinkKind kind, ReadOnlySpan<char> element, ReadOnlySpan<char> name, in XmlAttribute attribute)
    {
        var text = TextOf(attribute);
        var said = text.AsSpan().Trim();
        if (kind != LinkKind.Link && (said.IsEmpty || said[0] == '#')) return;
        var noFollow = kind == LinkKind.Link && (Value("rel") ?? "").Contains("nofollow", StringComparison.OrdinalIgnoreCase);
        var syntax = attribute.IsDoubleQuoted ? TextSyntax.DoubleQuoted : TextSyntax.SingleQuoted;
        var place = _page.Place(attribute.Start, attribute.Length, syntax);
        _references.Add(kind, text, Lower(element), Lower(name), place, noFollow);
    }

    void Guard(ReadOnlySpan<char> element, ReadOnlySpan<char> name, in XmlAttribute attribute) => _references.Add(
        LinkKind.Guard, TextOf(attribute), Lower(element), Lower(name), _page.Place(attribute.NameStart, attribute.NameLength, TextSyntax.Plain));

    string? Value(string name)
    {
        foreach (var attribute in _attributes)
            if (NameOf(attribute).SequenceEqual(name)) return TextOf(attribute);
        return null;
    }

    ReadOnlySpan<char> NameOf(in XmlAttribute attribute) => _page.View.AsSpan(attribute.NameStart, attribute.NameLength);

    string TextOf(in XmlAttribute attribute) => XmlEntities.Unescape(_page.Decode(attribute.Start, attribute.Length));

    static string Lower(ReadOnlySpan<char> name) => name.ToString().ToLowerInvariant();
}
