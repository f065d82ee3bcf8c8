using System.Text;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Pages.Css;

namespace Swarm.Pages.Tests.Css;

public sealed class CssPageTests
{
    static readonly WebUrl Url = WebUrl.Parse("http://site.example/css/main.css");

    [Fact]
    public void References_are_requisites_resolved_against_the_style_sheet_but_for_what_leads_nowhere()
    {
        var reading = Read("@import 'more.css';a{b:url(../i.png?x#y)} c{d:url(data:image/png;base64,AA)} e{f:url(http://[)}"u8.ToArray());
        Assert.Equal(
            ["Requisite css import http://site.example/css/more.css", "Requisite css url http://site.example/i.png?x"],
            reading.References.Select(r => $"{r.Kind} {r.Element} {r.Attribute} {r.Url}"));
        Assert.Equal("#y", reading.References[1].Fragment);
    }

    public static TheoryData<string, string?, string> Encoded() => new()
    {
        { "utf-8", null, "a{b:url(é.png)}" },
        { "utf-8", "text/css; charset=\"UTF-8\"", "\uFEFFa{b:url(é.png)}" },
        { "utf-8", "text/css; charset=latin1", "\uFEFFurl(é.png)" },
        { "windows-1252", "text/css;charset=ISO-8859-1", "a{b:url(é.png)}" },
        { "windows-1252", "text/css; x=y; charset=windows-1252; z", "a{b:url('\\e9.png')}" },
        { "windows-1252", "text/css", "@charset \"windows-1252\";a{b:url(é.png)}" },
        { "windows-1252", "text/css; charset=nonsense", "@charset \"latin1\";a{b:url(é.png)}" },
        { "utf-8", null, "@charset \"utf-16\";a{b:url(é.png)}" },
        { "utf-16", null, "\uFEFFa{b:url(é.png)}" },
        { "utf-16BE", null, "\uFEFFa{b:url(é.png)}" },
        { "utf-16", "text/css; charset=utf-16le", "a{b:url(é.png)}" },
        { "utf-8", null, "a{b:url('\\e9.pn\\67')} /*é*/" },
    };

    [Theory]
    [MemberData(nameof(Encoded))]
    public void The_encoding_is_said_by_mark_type_or_rule_and_places_are_in_bytes(string encoding, string? type, string css)
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        var content = bytes.GetBytes(css);
        var found = Assert.Single(Read(content, type).References);
        Assert.Equal("é.png", found.Text);
        Assert.Equal("http://site.example/css/%C3%A9.png", found.Url?.Href);
        Assert.Contains(bytes.GetString(content, found.Place.Start, found.Place.Length), (string[])["é.png", "\\e9.png", "\\e9.pn\\67"]);
    }

    [Fact]
    public void What_a_style_sheet_holds_beyond_ten_thousand_references_is_told_and_left()
    {
        var reading = Read(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 100_000).Select(i => $"@import '{i}.css';"))));
        Assert.Equal(10_000, reading.References.Count);
        Assert.Equal("more than 10000 references", reading.Cut);
    }

    [Fact]
    public void A_style_sheet_is_read_up_to_ten_megabytes_and_a_url_that_is_cut_there_is_none()
    {
        var content = new byte[(10 << 20) + 10];
        content.AsSpan().Fill((byte)' ');
        "url(one)"u8.CopyTo(content);
        "url(another)"u8.CopyTo(content.AsSpan((10 << 20) - 8));
        var reading = Read(content);
        Assert.Equal("one", Assert.Single(reading.References).Text);
        Assert.Equal("a style sheet of more than 10 MiB", reading.Cut);
    }

    static PageReading Read(byte[] content, string? type = null) => CssPage.Read(new PageSource(Url, PageFormat.Css, content, type));
}
