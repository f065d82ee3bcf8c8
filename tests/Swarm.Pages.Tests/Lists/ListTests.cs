using System.Text;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Pages.Lists;

namespace Swarm.Pages.Tests.Lists;

public sealed class ListTests
{
    static readonly WebUrl Url = WebUrl.Parse("http://site.example/dir/page");

    [Theory]
    [InlineData("http://a/1\r\nHTTPS://a/2\n\n  http://a/3  \rhttp://a/4", "http://a/1|HTTPS://a/2|http://a/3|http://a/4")]
    [InlineData("\uFEFFhttp://a/é", "http://a/é")]
    [InlineData("# a comment\nftp://a/1\nhttp://\n/relative\nhttp://a/ b", "http://a/ b")]
    [InlineData("<html>no list</html>", "")]
    public void A_list_is_its_lines_that_are_urls(string text, string urls)
    {
        Assert.Equal(urls, Urls(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(urls, Urls([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text.TrimStart('\uFEFF'))]));
    }

    [Fact]
    public void A_list_is_taken_up_to_fifty_thousand_lines()
    {
        var content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 60_000).Select(i => $"http://a/{i}\n")));
        var reading = UrlListPage.Read(new PageSource(Url, PageFormat.Feed, content, "text/plain"));
        Assert.Equal((50_000, "more than 50000 references"), (reading.References.Count, reading.Cut));
    }

    [Fact]
    public void A_manifest_names_pictures_and_pages()
    {
        var reading = Manifest("""
            {"name":"x","start_url":".","icons":[{"src":"i.png","sizes":"1x1"},{"src":7},null,{"src":"\/j.png"}],"screenshots":[{"src":"s.png"}],
            "shortcuts":[{"name":"y","url":"/y","icons":[{"src":"k.png"}]}],"related_applications":[{"url":"no"}]}
            """);
        Assert.Equal(
            [
                "Link start_url http://site.example/dir/", "Requisite icons http://site.example/dir/i.png", "Requisite icons http://site.example/j.png",
                "Requisite screenshots http://site.example/dir/s.png", "Link shortcuts http://site.example/y", "Requisite icons http://site.example/dir/k.png",
            ],
            reading.References.Select(r => $"{r.Kind} {r.Attribute} {r.Url}"));
    }

    [Theory]
    [InlineData("[]", null)]
    [InlineData("{\"icons\":{},\"shortcuts\":[[1]],\"start_url\":\"\\ud800\"}", null)]
    [InlineData("{", "no JSON")]
    [InlineData("", "no JSON")]
    public void A_manifest_that_is_none_gives_nothing(string json, string? cut)
    {
        var reading = Manifest(json);
        Assert.Empty(reading.References);
        Assert.Equal(cut, reading.Cut);
        Assert.Empty(Manifest(new string('[', 1_000_000)).References);
    }

    [Theory]
    [InlineData("</s.css>; rel=stylesheet", "Requisite http://site.example/s.css")]
    [InlineData("<a>;rel=\"preload\"; as=font, <b> ; REL = next", "Requisite http://site.example/dir/a|Link http://site.example/dir/b")]
    [InlineData("<a>; title=\"x, <no>; rel=next\\\"\"; rel='x' , <b>; rel=\"prev nofollow\"", "Link http://site.example/dir/b nofollow")]
    [InlineData("<a>; rel=next; rel=stylesheet", "Link http://site.example/dir/a")]
    [InlineData("<a>; rel=\"alternate stylesheet\"", "Requisite http://site.example/dir/a")]
    [InlineData("<//other.example/x,y>; rel=canonical", "Link http://other.example/x,y")]
    [InlineData("<a>; rel=preconnect, <b>; rel=dns-prefetch, <c>; rel=\"https://api.w.org/\", <d>", "")]
    [InlineData("<a>; rel=next; anchor=\"#x\"", "")]
    [InlineData(",, <a>;;rel=next;,", "Link http://site.example/dir/a")]
    [InlineData("<a>; rel=\"next", "Link http://site.example/dir/a")]
    [InlineData("<a; rel=next", "")]
    [InlineData("a; rel=next", "")]
    [InlineData("", "")]
    public void Link_fields_are_read_by_their_relations(string field, string expected) =>
        Assert.Equal(expected, string.Join('|', LinkHeader.Read(Url, [field]).Select(r => $"{r.Kind} {r.Url}{(r.NoFollow ? " nofollow" : "")}")));

    [Fact]
    public void Many_link_fields_are_read_in_order() =>
        Assert.Equal(["a", "b"], LinkHeader.Read(Url, ["<a>; rel=next", "<b>; rel=next"]).Select(r => r.Text));

    [Theory]
    [InlineData("<a>")]
    [InlineData("<a>;rel=next,")]
    [InlineData("<a>;x=\"")]
    [InlineData(";")]
    [InlineData("<")]
    public void A_long_link_field_costs_what_its_length_costs(string text)
    {
        var field = "<x>" + string.Concat(Enumerable.Repeat(text, 100_000));
        Cost.IsBelow(seconds: 3, () => LinkHeader.Read(Url, [field]));
    }

    static string Urls(byte[] content) =>
        string.Join('|', UrlListPage.Read(new PageSource(Url, PageFormat.Feed, content, null)).References.Select(r => r.Text));

    static PageReading Manifest(string json) =>
        ManifestPage.Read(new PageSource(Url, PageFormat.Manifest, Encoding.UTF8.GetBytes(json), "application/manifest+json"));
}
