using System.Text;
using Swarm.Domain.Crawling;

namespace Swarm.Pages.Tests.Html;

public sealed class EncodingTests
{
    static Encoding Named(string name) => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);

    static Reference Only(byte[] content, string? contentType = null) => Pages.Reader.Read(Pages.Source(content, contentType)).References.Single();

    static byte[] Marked(Encoding encoding, string text) => [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];

    [Theory]
    [InlineData("<a href='\u0416.html'>", "windows-1251", "text/html; charset=windows-1251")]
    [InlineData("<a href='\u0416.html'>", "koi8-r", "text/html;charset=\"KOI8-R\"")]
    [InlineData("<meta charset=windows-1251><a href='\u0416.html'>", "windows-1251", null)]
    [InlineData("<meta http-equiv=Content-Type content='text/html; charset=koi8-r'><a href='\u0416.html'>", "koi8-r", null)]
    [InlineData("<?xml version='1.0' encoding='windows-1251'?><html><a href='\u0416.html'>", "windows-1251", null)]
    [InlineData("<!-- <meta charset=koi8-r> --><meta charset=windows-1251><a href='\u0416.html'>", "windows-1251", null)]
    [InlineData("<a title='<meta charset=koi8-r>'></a><meta charset=windows-1251><a href='\u0416.html'>", "windows-1251", null)]
    [InlineData("<meta charset=koi8-r><a href='\u0416.html'>", "windows-1251", "text/html; charset=windows-1251")]
    [InlineData("<meta charset=utf-16><a href='\u0416.html'>", "utf-8", null)]
    [InlineData("<a href='\u0416.html'>", "utf-8", null)]
    [InlineData("<meta charset=nonsense><a href='\u0416.html'>", "utf-8", null)]
    [InlineData("<a href='\u00E9\u2019.html'>", "windows-1252", null)]
    [InlineData("<a href='\u00E9\u2019.html'>", "windows-1252", "text/html; charset=ISO-8859-1")]
    [InlineData("<meta charset=Shift_JIS><a href='\u8868\u793A\u30BD.html'>", "shift_jis", null)]
    [InlineData("<a href='\u4E2D\u6587.html'>", "gb18030", "text/html; charset=gb18030")]
    [InlineData("<a href='\u65E5\u672C.html'>", "iso-2022-jp", "text/html; charset=iso-2022-jp")]
    [InlineData("<a href='\u65E5\u672C.html'>", "euc-jp", "text/html; charset=euc-jp")]
    public void A_page_is_read_in_the_encoding_it_says(string html, string encoding, string? contentType)
    {
        var reference = Only(Named(encoding).GetBytes(html), contentType);
        var from = html.LastIndexOf("href='", StringComparison.Ordinal) + 6;
        Assert.Equal(html[from..html.LastIndexOf('\'')], reference.Text);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_mark_outdoes_what_is_said(string encoding)
    {
        var content = Marked(Encoding.GetEncoding(encoding), "<meta charset=koi8-r><a href='\u0416.html'>");
        Assert.Equal("http://s.example/dir/%D0%96.html", Only(content, "text/html; charset=windows-1251").Url!.Href);
    }

    [Fact]
    public void Places_in_wide_pages_are_in_bytes()
    {
        var source = Pages.Source(Marked(Encoding.Unicode, "<p>\u0416</p><a href='x.html'><img srcset='\u0416 1x, b 2x'>"));
        var reading = Pages.Reader.Read(source);
        var texts = reading.References.Select(r => Encoding.Unicode.GetString(source.Content.Span.Slice(r.Place.Start, r.Place.Length)));
        Assert.Equal(["x.html", "\u0416", "b"], texts);
        var rewritten = Pages.Reader.Rewrite(source, reading, _ => "a&b");
        Assert.Equal("\uFEFF<p>\u0416</p><a href='a&amp;b'><img srcset='a&amp;b 1x, a&amp;b 2x'>", Encoding.Unicode.GetString(rewritten!));
    }

    [Fact]
    public void What_is_not_valid_in_the_encoding_stays_as_it_is()
    {
        byte[] content = [.. "<meta charset=utf-8>"u8, 0xFF, 0xC0, 0x80, .. "<a href='x"u8, 0xFE, .. "'>"u8, 0xE2, 0x82, .. "<a href=y>"u8, 0xF0];
        var source = Pages.Source(content, "text/html");
        var reading = Pages.Reader.Read(source);
        Assert.Equal(["x\uFFFD", "y"], reading.References.Select(r => r.Text));
        var rewritten = Pages.Reader.Rewrite(source, reading, r => r.Text == "y" ? "z" : null);
        Assert.Equal([.. content[..^3], (byte)'"', (byte)'z', (byte)'"', .. content[^2..]], rewritten!);
    }

    [Fact]
    public void A_UTF16_page_may_hold_any_code_unit() =>
        Assert.Equal("x", Only(Marked(Encoding.Unicode, "\uFFFF<p>\uFFFF</p><a href=x>")).Text);

    [Theory]
    [InlineData("windows-1251", "http://s.example/%D0%96?q=%C6&%26%238364%3B")]
    [InlineData("utf-8", "http://s.example/%D0%96?q=%D0%96&%E2%82%AC")]
    [InlineData("utf-16", "http://s.example/%D0%96?q=%D0%96&%E2%82%AC")]
    public void Queries_are_encoded_as_the_page_is(string encoding, string expected)
    {
        var named = Named(encoding);
        var euro = encoding == "windows-1251" ? "&#8383;" : "&euro;";
        Assert.Equal(
            expected.Replace("8364", "8383", StringComparison.Ordinal),
            Only(Marked(named, $"<a href='/\u0416?q=\u0416&amp;{euro}'>"), "text/html; charset=" + encoding).Url!.Href);
    }
}
