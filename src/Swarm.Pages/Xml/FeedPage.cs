using Swarm.Domain.Crawling;
using Swarm.Pages.Lists;

namespace Swarm.Pages.Xml;

/// <summary>
/// Reads sitemaps and their indexes, RSS 2.0 and 1.0, and Atom, told apart by their root; gzip is unpacked. 50 MB, 50,000 URLs, no document type;
/// broken ones up to the fault. Lenient: names count without their namespaces.
/// </summary>
static class FeedPage
{
    /// <summary>Bytes of a sitemap, and its entries (sitemaps.org).</summary>
    const int MostBytes = 50_000_000;
    const int MostEntries = 50_000;

    public static PageReading Read(in PageSource source)
    {
        var content = Gzip.Unpack(source.Content, out var cut);
        if (content.Length > MostBytes) (content, cut) = (content[..MostBytes], "more than 50 MB");
        var text = XmlFile.Read(content.Span, source.ContentType);
        var begin = XmlFile.Begin(text);
        if (begin >= text.View.Length) return new PageReading { Cut = cut };
        if (text.View[begin] != '<') return UrlListPage.Read(source); // a sitemap may be a plain list, whatever it is called
        var (root, hasDoctype) = FindRoot(text, begin);
        if (root is "svg") return SvgPage.Read(source with { Content = content });
        if (root is "html") return PageReading.Empty;
        if (hasDoctype) return new PageReading { Cut = "a document type: refused" };
        if (FeedFormat.ByRoot(root) is not { } format) return new PageReading { Cut = cut };
        var references = new ReferenceList(source.Url, MostEntries);
        var fault = new FeedReading(text, format, references).Read(begin);
        return new PageReading { References = references.Found, Cut = references.Cut ?? cut ?? fault };
    }

    static (string Root, bool HasDoctype) FindRoot(PageText text, int begin)
    {
        var hasDoctype = false;
        var scanner = new XmlScanner(text.View, begin);
        while (scanner.Read() && scanner.Token != XmlToken.Tag) hasDoctype |= scanner.Token == XmlToken.Doctype;
        var isTag = scanner.Token == XmlToken.Tag;
        return (isTag ? scanner.LocalName.ToString().ToLowerInvariant() : "", hasDoctype || scanner.Token == XmlToken.Doctype);
    }
}
