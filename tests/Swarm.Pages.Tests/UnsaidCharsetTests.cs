using System.Text;
using Swarm.Domain;
using Swarm.Domain.Crawling;

namespace Swarm.Pages.Tests;

/// <summary>What a page must say of its encoding once there is no server to say it.</summary>
public sealed class UnsaidCharsetTests
{
    static readonly PageReader Reader = new();

    [Theory]
    [InlineData("<!doctype html><html><head><title>ж", "<!doctype html><html><head><meta charset=\"koi8-r\"><title>ж")]
    [InlineData("<!-- x --> <html lang=ru>\n<body>ж", "<!-- x --> <html lang=ru><meta charset=\"koi8-r\">\n<body>ж")]
    [InlineData("<!doctype html>\n<title>ж", "<!doctype html>\n<meta charset=\"koi8-r\"><title>ж")]
    [InlineData("<!doctype html> ж <b>", "<!doctype html><meta charset=\"koi8-r\"> ж <b>")]
    [InlineData("ж", "<meta charset=\"koi8-r\">ж")]
    [InlineData("<head><meta charset=windows-1251>ж", "<head><meta charset=\"koi8-r\"><meta charset=windows-1251>ж")]
    [InlineData("<head><meta charset=koi8-r>ж", null)]
    [InlineData("<head>only ascii", null)]
    public void A_page_of_HTML_says_it_in_its_head(string html, string? expected) => Assert.Equal(expected, Rewritten(PageFormat.Html, html, "koi8-r", "text/html"));

    [Theory]
    [InlineData(PageFormat.Css, "text/css", "a{b:'ж'}", "@charset \"koi8-r\";a{b:'ж'}")]
    [InlineData(PageFormat.Css, "text/css", "@charset \"koi8-r\";a{b:'ж'}", null)]
    [InlineData(PageFormat.Css, "text/css", "@charset \"utf-8\";a{b:'ж'}", "@charset \"koi8-r\";@charset \"utf-8\";a{b:'ж'}")]
    [InlineData(PageFormat.Css, "text/css", "a{}", null)]
    [InlineData(PageFormat.Svg, "image/svg+xml", "<svg>ж</svg>", "<?xml version=\"1.0\" encoding=\"koi8-r\"?><svg>ж</svg>")]
    [InlineData(PageFormat.Svg, "image/svg+xml", "<?xml version=\"1.0\" encoding=\"koi8-r\"?><svg>ж</svg>", null)]
    [InlineData(PageFormat.Html, "application/xhtml+xml", "<html>ж</html>", null)]
    public void Other_formats_say_it_at_their_start(PageFormat format, string type, string page, string? expected) =>
        Assert.Equal(expected, Rewritten(format, page, "koi8-r", type));

    [Theory]
    [InlineData("utf-8", "<p>ж", null)]
    [InlineData("utf-8", "<head><meta charset=koi8-r><p>ж", "<head><meta charset=\"utf-8\"><meta charset=koi8-r><p>ж")]
    [InlineData("iso-2022-jp", "<p>表", "<meta charset=\"iso-2022-jp\"><p>表")]
    [InlineData("utf-16le", "<p>ж", "\uFEFF<p>ж")]
    [InlineData("utf-16be", "<p>x", "\uFEFF<p>x")]
    public void What_a_reader_of_the_file_comes_upon_by_itself_is_not_said(string charset, string html, string? expected) =>
        Assert.Equal(expected, Rewritten(PageFormat.Html, html, charset, "text/html"));

    [Fact]
    public void References_are_put_in_behind_it() =>
        Assert.Equal("<meta charset=\"koi8-r\"><a href=\"y\">ж</a>", Rewritten(PageFormat.Html, "<a href=x>ж</a>", "koi8-r", "text/html", _ => "y"));

    static string? Rewritten(PageFormat format, string page, string charset, string type, Func<Reference, string?>? replacement = null)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(charset);
        var source = new PageSource(WebUrl.Parse("http://s.example/page"), format, encoding.GetBytes(page), $"{type}; charset={charset}");
        return Reader.Rewrite(source, Reader.Read(source), replacement ?? (_ => null)) is { } bytes ? encoding.GetString(bytes) : null;
    }
}
