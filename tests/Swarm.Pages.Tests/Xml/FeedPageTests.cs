using System.Text;
using System.Text.Json;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Pages.Xml;
using Swarm.TestSupport;

namespace Swarm.Pages.Tests.Xml;

public sealed class FeedPageTests
{
    const string Folder = "sitemaps";
    const string Expected = "sitemaps/expected-by-elementtree.json";

    static readonly WebUrl Url = WebUrl.Parse("http://site.example/feeds/all.xml");

    public static TheoryData<string> Rows()
    {
        var rows = new TheoryData<string>();
        if (!Fixtures.Exist(Expected)) return rows;
        using var all = JsonDocument.Parse(File.ReadAllText(Fixtures.Path(Expected)));
        foreach (var file in all.RootElement.GetProperty("files").EnumerateObject()) rows.Add(file.Name);
        return rows;
    }

    [FixtureTheory(Expected)]
    [MemberData(nameof(Rows))]
    public void Entries_are_those_that_a_plain_reader_sees(string name)
    {
        using var all = JsonDocument.Parse(File.ReadAllText(Fixtures.Path(Expected)));
        var file = all.RootElement.GetProperty("files").GetProperty(name);
        var expected = file.GetProperty(file.TryGetProperty("lines", out _) ? "lines" : "locs").EnumerateArray().Select(url => url.GetString()!.Trim());
        var entries = ReadFixture(name).References.Where(r => r.Kind == LinkKind.Entry).Select(r => r.Text);
        Assert.Equal(file.GetProperty("root").GetString() is "rss" or "feed" ? Feeds[name] : expected, entries);
    }

    /// <summary>What the plain reader counts nothing of.</summary>
    static readonly Dictionary<string, string[]> Feeds = new(StringComparer.Ordinal)
    {
        ["crawler-commons/atom.xml"] = ["http://example.org/2003/12/13/atom03", "http://example.org/2003/12/13/atom03.html"],
        ["crawler-commons-rss/feed.rss"] =
            ["https://www.example.com/blog/post/1", "https://www.example.com/foo?q=a&l=en", "https://www.example.com/foo?q=a&l=fr"],
        ["crawler-commons-rss/xmlRss_pubDate.xml"] = [.. Enumerable.Range(1, 7).Select(i => $"http://www.example.com/article_{i}")],
    };

    [FixtureFact(Folder)]
    public void An_index_names_sitemaps_with_or_without_loc()
    {
        var found = ReadFixture("crawler-commons/sitemap.index.xml").References;
        Assert.Equal(15, found.Count);
        Assert.All(found, r => Assert.Equal(LinkKind.Sitemap, r.Kind));
        Assert.Equal("https://example.com/sitemap.jss?portalCode=10260&lang=en", found[0].Url?.Href);
    }

    [FixtureTheory(Folder)]
    [InlineData("sitemap-images.xml", "http://example.com/image.jpg|http://example.com/photo.jpg")]
    [InlineData("sitemap-videos-tvshow.xml", "https://example.org/video/embed/23-13|https://example.org/video/video/23-13.mp4|https://example.org/my-tv-show.jpg")]
    public void Pictures_and_videos_of_an_entry_are_its_requisites(string name, string urls) =>
        Assert.Equal(urls, string.Join('|', ReadFixture("crawler-commons/extension/" + name).References.Where(r => r.Kind == LinkKind.Requisite).Select(r => r.Text)));

    [Theory]
    [InlineData("<urlset><url><loc>http://a/x</loc></url></urlset>", "Entry loc http://a/x")]
    [InlineData("  \n<?xml version='1.0'?><urlset><url><loc>\n http://a/x?y&amp;z \n</loc></url></urlset>", "Entry loc http://a/x?y&z")]
    [InlineData("<s:urlset><s:url><s:loc><![CDATA[http://a/x?y&z]]></s:loc></s:url></s:urlset>", "Entry s:loc http://a/x?y&z")]
    [InlineData("<URLSET><Url><LOC>/rel</LOC></Url></URLSET>", "Entry loc /rel")]
    [InlineData("<urlset><url><loc>http://a/x?y&z=&nosuch;</loc></url></urlset>", "Entry loc http://a/x?y&z=&nosuch;")]
    [InlineData("<urlset><url><loc>http://a/<!-- b -->c</loc></url></urlset>", "Entry loc http://a/c")]
    [InlineData("<urlset><url><loc/><loc></loc><loc> </loc></url></urlset>", "")]
    [InlineData("<urlset><url><image:image><image:loc>i</image:loc></image:image><loc>u</loc></url></urlset>", "Requisite image:loc i|Entry loc u")]
    [InlineData("<urlset><url><video:video><video:content_loc>v</video:content_loc></video:video></url></urlset>", "Requisite video:content_loc v")]
    [InlineData("<urlset><url><loc>u</loc><loc>cut", "Entry loc u")]
    [InlineData("<urlset><url><loc>u</loc></url><url =></url><url><loc>v</loc></url>", "Entry loc u")]
    [InlineData("<sitemapindex><sitemap><loc>s.xml</loc></sitemap></sitemapindex>", "Sitemap loc s.xml")]
    [InlineData("<sitemapindex><sitemap>s.xml<x/></sitemap></sitemapindex>", "")]
    [InlineData("<rss><channel><link>no</link><item><link>a</link><enclosure url='b.mp3'/></item></channel></rss>", "Entry link a|Entry enclosure b.mp3")]
    [InlineData("<rdf:RDF><channel><link>no</link></channel><item rdf:about='x'><link>a</link></item></rdf:RDF>", "Entry link a")]
    [InlineData("<feed><link href='no'/><entry><link href='a'/><link rel='self' href='no'/><link rel='enclosure' href='b'/></entry></feed>", "Entry link a|Entry link b")]
    [InlineData("<svg><a href='x'/></svg>", "Link a x")]
    [InlineData("<!DOCTYPE svg><svg><a href='x'/></svg>", "Link a x")]
    [InlineData("<html><a href='x'/></html>", "")]
    [InlineData("<other><url><loc>no</loc></url></other>", "")]
    [InlineData("http://a/b\nhttp://a/c", "Entry line http://a/b|Entry line http://a/c")]
    [InlineData("", "")]
    public void What_a_feed_is_and_holds_is_told_by_its_elements(string xml, string expected) =>
        Assert.Equal(expected, string.Join('|', Read(Encoding.UTF8.GetBytes(xml)).References.Select(r => $"{r.Kind} {r.Element} {r.Text}")));

    [Theory]
    [InlineData("<urlset><url><loc>u</loc></url>", "ends within an element")]
    [InlineData("<urlset><url><loc>u</loc></url><<", "not well-formed near byte 32")]
    [InlineData("<urlset><url><loc>u</loc></url></urlset>", null)]
    public void A_fault_is_told(string xml, string? cut) => Assert.Equal(cut, Read(Encoding.UTF8.GetBytes(xml)).Cut);

    [Fact]
    public void A_feed_is_not_rewritten() => Assert.All(Read("<rss><item><link>a</link></item></rss>"u8.ToArray()).References, r => Assert.False(r.Place.IsKnown));

    [Fact]
    public void The_encoding_is_the_declared_one()
    {
        var xml = CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetBytes("<?xml version='1.0' encoding='windows-1251'?><urlset><url><loc>http://a/я</loc></url></urlset>");
        Assert.Equal("http://a/%D1%8F", Read(xml).References[0].Url?.Href);
        Assert.Equal("http://a/%D1%8F", Read(Encoding.Unicode.GetBytes("\uFEFF<urlset><url><loc>http://a/я</loc></url></urlset>")).References[0].Url?.Href);
    }

    static PageReading ReadFixture(string name) => Read(File.ReadAllBytes(Fixtures.Path(Folder + "/" + name)), null);

    static PageReading Read(byte[] content, string? type = "application/xml") => FeedPage.Read(new PageSource(Url, PageFormat.Feed, content, type));
}
