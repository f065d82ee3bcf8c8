using System.IO.Compression;
using System.Text;
using static Swarm.TestSupport.Sites.SiteReference;

namespace Swarm.TestSupport.Sites.Construct;

/// <summary>robots.txt, sitemaps, feeds, a manifest: files that are read for what they name and kept as they are.</summary>
static class FeedPages
{
    public static IEnumerable<SiteFile> All() =>
    [
        SiteFile.Raw("/robots.txt", "text/plain", $"User-agent: *\nDisallow: /private/\nAllow: /private/but-this\nSitemap: {Main}/maps/index.xml\nSitemap: {Main}/maps/list.txt\n") with { IsOptional = true },
        Map("/maps/index.xml", "application/xml", Wrapped("sitemapindex", "sitemap", "/maps/one.xml", "/maps/two.xml.gz", "/maps/index.xml")),
        Map("/maps/one.xml", "text/xml", Wrapped("urlset", "url", "/mapped/one", "/mapped/?a=1&amp;b=2", "/private/mapped")),
        Map("/maps/two.xml.gz", "application/gzip", Wrapped("urlset", "url", "/mapped/two")) with { Bytes = Gzip(Wrapped("urlset", "url", "/mapped/two")) },
        Map("/maps/list.txt", "text/plain", $"{Main}/mapped/three\n{Main}/mapped/four\nnot a URL\nhttp://elsewhere.test/mapped\n"),
        .. new[] { "one", "two", "three", "four" }.Select(n => SiteFile.Leaf("/mapped/" + n, $"site.test/mapped/{n}.html")), SiteFile.Leaf("/mapped/?a=1&b=2"),
        SiteFile.Forbidden("/private/mapped"), SiteFile.Leaf("/private/but-this", "site.test/private/but-this.html"),
        SiteFile.Raw("/feeds/rss.xml", "application/rss+xml",
            $"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>r</title><link>{Main}/</link><item><link>{Main}/fed/rss</link><enclosure url=\"{Main}/fed/sound.mp3\" length=\"1\" type=\"audio/mpeg\"/></item></channel></rss>"),
        SiteFile.Raw("/feeds/atom.xml", "application/atom+xml",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>a</title><link href=\"/\"/><entry><link rel=\"alternate\" href=\"/fed/atom\"/></entry></feed>"),
        SiteFile.Leaf("/fed/rss", "site.test/fed/rss.html"), SiteFile.Leaf("/fed/atom", "site.test/fed/atom.html"),
        SiteFile.Raw("/fed/sound.mp3", "audio/mpeg", "sound of a feed") with { IsOptional = true },
        SiteFile.Raw("/app.webmanifest", "application/manifest+json",
            """{"name":"app","start_url":"/html/links","icons":[{"src":"/img/manifest1.png","sizes":"48x32"},{"src":"img/manifest2.png"}],"screenshots":[{"src":"img/manifest3.png"}]}"""),
        Picture("/img/manifest1.png"), Picture("/img/manifest2.png"), Picture("/img/manifest3.png"),
    ];

    /// <summary>For a file that nothing but a manifest names.</summary>
    static SiteFile Picture(string url) => new(Absolute(url), "image/png") { Bytes = TinyPicture.Png(url), File = "site.test" + url };

    static SiteFile Map(string url, string type, string text) => SiteFile.Raw(url, type, text) with { IsOptional = true };

    static string Wrapped(string root, string entry, params string[] urls) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
        + string.Concat(urls.Select(u => $"<{entry}><loc>{Main}{u}</loc></{entry}>")) + $"</{root}>\n";

    static byte[] Gzip(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
