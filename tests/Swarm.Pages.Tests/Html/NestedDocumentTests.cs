using System.Text;
using AngleSharp.Html.Parser;
using Swarm.Domain.Crawling;

namespace Swarm.Pages.Tests.Html;

/// <summary>Documents in the <c>srcdoc</c> of an <c>iframe</c>: a browser loads what they refer to.</summary>
public sealed class NestedDocumentTests
{
    [Theory]
    [InlineData("<iframe srcdoc='<img src=a.png>'>", "Requisite img src a.png")]
    [InlineData("<iframe srcdoc=\"<a href=&quot;b&amp;amp;c#d&quot;>\">", "Link a href b&c#d")]
    [InlineData("<iframe srcdoc=&lt;img&#32;src=a.png&gt;>", "Requisite img src a.png")]
    [InlineData("<iframe srcdoc=\"<style>@import '&#x41;.css';</style>\">", "Requisite css import A.css")]
    [InlineData("<iframe srcdoc=\"<iframe srcdoc='&lt;img src=&amp;quot;a&amp;amp;amp;b&amp;quot;&gt;'>\">", "Requisite img src a&b")]
    [InlineData("<iframe srcdoc='<!-- <img src=a.png> -->'>")]
    [InlineData("<iframe srcdoc=''>")]
    [InlineData("<iframe src=a srcdoc=''>")]
    [InlineData("<p srcdoc='<img src=a.png>'>")]
    [InlineData("<svg><iframe srcdoc='<img src=a.png>'/></svg>")]
    public void Its_references_are_found(string html, params string[] expected) => Assert.Equal(expected, Pages.Found(html));

    [Fact]
    public void They_stand_among_the_pages_own_in_the_order_of_their_places() =>
        Assert.Equal(["1", "2", "3", "4"], Pages.Read("<a href=1><iframe srcdoc='<a href=2><iframe srcdoc=&quot;<a href=3>&quot;>'></iframe><a href=4>").References.Select(r => r.Text));

    [Theory]
    [InlineData("<iframe srcdoc='<a href=x>'></iframe>", "http://s.example/dir/x")]
    [InlineData("<iframe srcdoc='<a href=x>'></iframe><base href=/b/>", "http://s.example/b/x", "http://s.example/b/")]
    [InlineData("<base href=/b/><iframe srcdoc='<base href=c/><a href=x>'></iframe>", "http://s.example/b/", "http://s.example/b/c/", "http://s.example/b/c/x")]
    [InlineData("<iframe srcdoc='<base href=/c/>'></iframe><a href=x>", "http://s.example/c/", "http://s.example/dir/x")]
    public void Its_base_is_the_pages_unless_it_has_its_own(string html, params string[] expected) => Assert.Equal(expected, Pages.Urls(html));

    [Fact]
    public void Its_places_are_places_that_the_page_may_lead_to_and_its_words_and_wishes_are_its_own()
    {
        var reading = Pages.Read("<h1 id=a>one two three</h1><iframe srcdoc='<meta name=robots content=nofollow><p id=b>four five six'></iframe>");
        Assert.Equal(["a", "b"], reading.Anchors);
        Assert.Equal(PageWish.None, reading.Wish);
        Assert.Equal(Pages.Read("<h1 id=a>one two three</h1>").Likeness, reading.Likeness);
    }

    [Theory]
    [InlineData("<iframe srcdoc='é<img src=x>é'>")]
    [InlineData("<iframe srcdoc=\"&lt;<img src='x'>&hellip;\">")]
    [InlineData("<iframe srcdoc='<img src=&#39;x&#39;>'>")]
    [InlineData("<iframe srcdoc=<img/src=x&gt;>")]
    [InlineData("<iframe srcdoc='<div style=\"background:url(x)\">'>")]
    [InlineData("<iframe srcdoc='<style>a{b:url(\"x\")}</style>'>")]
    [InlineData("<iframe srcdoc='<iframe srcdoc=\"<img src=&amp;quot;x&amp;quot;>\">'>")]
    public void What_is_put_in_is_read_again_and_all_else_stays(string html)
    {
        const string Odd = "a b'c\"d&e<f>g(h)i\\j;k";
        var rewritten = Pages.Rewrite(html, _ => Odd)!;
        Assert.Equal([Odd], Pages.Read(rewritten).References.Select(r => r.Text));
        Assert.Equal(html, Pages.Rewrite(rewritten, _ => "x")!.Replace("&quot;x&quot;", "x", StringComparison.Ordinal));
    }

    [Fact]
    public void A_browsers_parser_finds_there_what_was_put_in()
    {
        const string Odd = "a'b\"c&d.png";
        var rewritten = Pages.Rewrite("<iframe srcdoc=\"<img src=x><img src='x'><iframe srcdoc='&lt;img src=x&gt;'></iframe>\"></iframe>", _ => Odd)!;
        var inner = new HtmlParser().ParseDocument(new HtmlParser().ParseDocument(rewritten).QuerySelector("iframe")!.GetAttribute("srcdoc")!);
        Assert.Equal([Odd, Odd], inner.QuerySelectorAll("img").Select(i => i.GetAttribute("src")));
        var innermost = new HtmlParser().ParseDocument(inner.QuerySelector("iframe")!.GetAttribute("srcdoc")!);
        Assert.Equal(Odd, innermost.QuerySelector("img")!.GetAttribute("src"));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("shift_jis")]
    [InlineData("gb18030")]
    public void Whatever_the_pages_encoding_is(string name)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        var html = $"<meta charset={name}><iframe srcdoc='表示 &amp; <img src=\"表/ソ.png\"> 表'></iframe>";
        byte[] content = [.. encoding.GetPreamble(), .. encoding.GetBytes(html)];
        var source = Pages.Source(content, "text/html; charset=" + name);
        var reading = Pages.Reader.Read(source);
        Assert.Equal("表/ソ.png", Assert.Single(reading.References).Text);
        byte[] expected = [.. encoding.GetPreamble(), .. encoding.GetBytes(html.Replace("表/ソ.png", "y", StringComparison.Ordinal))];
        Assert.Equal(expected, Pages.Reader.Rewrite(source, reading, _ => "y"));
    }

    [Fact]
    public void Documents_in_documents_end_somewhere()
    {
        var html = "<a href=deep>";
        for (var i = 0; i < 8; i++) html = $"<iframe srcdoc=\"<a href={i}>{html.Replace("&", "&amp;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal)}\">";
        var reading = Pages.Read(html);
        Assert.Equal(["7", "6", "5", "4"], reading.References.Select(r => r.Text));
        Assert.Contains("srcdoc", reading.Cut, StringComparison.Ordinal);
        Assert.NotNull(Pages.Read($"<iframe srcdoc='{new string('x', 2 << 20)}'>").Cut);
        Assert.Null(Pages.Read("<iframe srcdoc='<a href=x>'>").Cut);
    }

    [Fact]
    public void A_page_of_nothing_else_is_read_in_time()
    {
        var html = string.Concat(Enumerable.Repeat("<iframe srcdoc=a&lt;b></iframe>", 300_000));
        Cost.IsBelow(5, () => Pages.Read(html));
    }
}
