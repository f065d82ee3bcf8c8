using System.IO.Compression;
using System.Text;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Pages.Xml;

namespace Swarm.Pages.Tests.Xml;

/// <summary>Files made to hurt whoever reads them.</summary>
public sealed class HostileXmlTests
{
    static readonly WebUrl Url = WebUrl.Parse("http://site.example/sitemap.xml");

    public static TheoryData<string> Bombs() =>
    [
        // a billion laughs
        "<?xml version='1.0'?><!DOCTYPE z [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]><urlset><url><loc>http://a/&c;</loc></url></urlset>",
        // quadratic blow-up
        "<!DOCTYPE z [<!ENTITY a '" + new string('x', 50_000) + "'>]><urlset><url><loc>http://a/" + string.Concat(Enumerable.Repeat("&a;", 10_000)) + "</loc></url></urlset>",
        // an external entity
        "<!DOCTYPE z [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>http://a/&a;</loc></url></urlset>",
        // an external parameter entity
        "<!DOCTYPE z [<!ENTITY % a SYSTEM 'http://127.0.0.1:1/x.dtd'> %a;]><urlset><url><loc>http://a/</loc></url></urlset>",
        // an external document type
        "<!DOCTYPE urlset SYSTEM 'http://127.0.0.1:1/x.dtd'><urlset><url><loc>http://a/</loc></url></urlset>",
        // entities that hold each other
        "<!DOCTYPE z [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><urlset><url><loc>http://a/&a;</loc></url></urlset>",
        // entities that hold themselves in an attribute's default
        "<!DOCTYPE z [<!ENTITY a 'x'><!ATTLIST url b CDATA '&a;&a;'>]><urlset><url><loc>http://a/</loc></url></urlset>",
        // in UTF-16, where a search in bytes would not see it
        "\uFEFF<!DOCTYPE z [<!ENTITY a 'ha'>]><rss><item><link>&a;</link></item></rss>",
        // a document type without end
        "<!DOCTYPE z [" + string.Concat(Enumerable.Repeat("<!ENTITY a 'x'>", 100_000)),
    ];

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_feed_with_a_document_type_gives_nothing_and_says_so(string xml)
    {
        var content = xml[0] == '\uFEFF' ? Encoding.Unicode.GetBytes(xml) : Encoding.UTF8.GetBytes(xml);
        var reading = Read(content);
        Assert.Empty(reading.References);
        Assert.Equal("a document type: refused", reading.Cut);
    }

    [Fact]
    public void What_is_included_from_elsewhere_is_not_asked_for()
    {
        var reading = Read("<urlset xmlns:xi='http://www.w3.org/2001/XInclude'><url><loc><xi:include href='file:///etc/passwd' parse='text'/></loc></url></urlset>"u8.ToArray());
        Assert.Empty(reading.References);
    }

    [Theory]
    [InlineData("", "<a>")]
    [InlineData("", "</a>")]
    [InlineData("<a ", "b='c' ")]
    [InlineData("<a ", "b=")]
    [InlineData("<a b='", "<a b='")]
    [InlineData("", "<!--")]
    [InlineData("", "<![CDATA[")]
    [InlineData("", "<![CDATA[]]>")]
    [InlineData("", "<?x")]
    [InlineData("", "<?x y='?>")]
    [InlineData("", "&")]
    [InlineData("", "&#x")]
    [InlineData("", "<style>")]
    [InlineData("<style>", "&amp;<b/>")]
    [InlineData("<style>", "url(&quot;")]
    [InlineData("", "<g style='url(&amp;)'/>")]
    [InlineData("<!DOCTYPE x [", "<!--")]
    [InlineData("<!DOCTYPE x ", "[")]
    [InlineData("<url>", "<loc>")]
    [InlineData("<url><loc>", "x")]
    [InlineData("<url><loc>", "x<![CDATA[y]]>")]
    public void Anything_said_over_and_over_costs_what_its_length_costs(string head, string text)
    {
        var body = head + string.Concat(Enumerable.Repeat(text, 400_000 / text.Length));
        Cost.IsBelow(seconds: 2, () => Read(Encoding.UTF8.GetBytes("<urlset>" + body)));
        Cost.IsBelow(seconds: 2, () => SvgPage.Read(new PageSource(Url, PageFormat.Svg, Encoding.UTF8.GetBytes("<svg>" + body), null)));
    }

    [Fact]
    public void A_packed_bomb_is_unpacked_up_to_the_ratio_that_tells_it()
    {
        var reading = Read(Pack("<urlset><url><loc>http://a/</loc></url>", new string(' ', 60_000_000)));
        Assert.Equal("http://a/", Assert.Single(reading.References).Text);
        Assert.Equal("unpacks to more than 200 times its size", reading.Cut);
    }

    [Fact]
    public void Fifty_megabytes_are_unpacked_and_no_more()
    {
        var noise = new byte[900_000];
        new Random(1).NextBytes(noise);
        var member = Pack(Convert.ToBase64String(noise), ""); // packs by a quarter
        var packed = new MemoryStream();
        packed.Write(Pack("<urlset><url><loc>http://a/</loc></url>", ""));
        for (var i = 0; i < 45; i++) packed.Write(member);
        var reading = Read(packed.ToArray());
        Assert.Equal("more than 50 MB unpacked", reading.Cut);
        Assert.Single(reading.References);
    }

    [Fact]
    public void What_was_read_of_a_packed_file_before_it_broke_off_counts()
    {
        var urls = string.Concat(Enumerable.Range(0, 5000).Select(i => $"<url><loc>http://a/{i * 7919 % 10007}</loc></url>"));
        var packed = Pack("<urlset>", urls);
        var reading = Read(packed[..(packed.Length / 2)]);
        Assert.InRange(reading.References.Count, 500, 4500);
        Assert.NotNull(reading.Cut);
    }

    [Fact]
    public void Fifty_thousand_entries_are_taken()
    {
        var reading = Read(Encoding.UTF8.GetBytes("<urlset>" + string.Concat(Enumerable.Range(0, 60_000).Select(i => $"<url><loc>http://a/{i}</loc></url>"))));
        Assert.Equal((50_000, "more than 50000 references"), (reading.References.Count, reading.Cut));
    }

    static byte[] Pack(string head, string body)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(head));
            gzip.Write(Encoding.UTF8.GetBytes(body));
        }

        return packed.ToArray();
    }

    static PageReading Read(byte[] content) => FeedPage.Read(new PageSource(Url, PageFormat.Feed, content, "application/xml"));
}
