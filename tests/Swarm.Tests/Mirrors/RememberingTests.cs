using System.Text;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Mirrors;
using Swarm.Mirrors.Remembering;

namespace Swarm.Tests.Mirrors;

/// <summary>What a crawl has read and a conversion need not read again.</summary>
public sealed class RememberingTests : IPageReader
{
    const string Page = """
        <!doctype html><html><head><base href="/b/"><title>é</title><meta name=robots content="nofollow, noarchive">
        <link rel=stylesheet href=a.css integrity="sha256-x"><style>@import "c.css"; body { background: url(d.png) }</style></head>
        <body id=top><a href="../x?a=1&amp;b=2#part">one</a> <a href='x' rel=nofollow>two</a> <a href=x>two</a> <a href="#top">up</a> <a href="">here</a>
        <a name="schön" href="é/ü?ö"></a><img src="i.png" srcset="i.png 1x, j.png 2x" style="background:url('k.png')"><a href="mailto:x@y">no</a>
        <svg><image xlink:href="l.svg"/><use href="#s"/></svg><iframe src="http://other.example/"></iframe></body></html>
        """;

    static readonly WebUrl Url = WebUrl.Parse("http://example.org/a/");

    int _read;

    [Theory]
    [InlineData(Page)]
    [InlineData("")]
    [InlineData("<a href=x>x")]
    public void A_page_is_read_once_and_said_again_as_it_was_read(string page)
    {
        var reader = new RememberingReader(this);
        var source = Source(page);
        reader.Read(source with { WantsLikeness = true });
        var again = reader.Read(source);
        Assert.Equal(1, _read);
        var fresh = PageReaders.Default.Read(source);
        Assert.Equal(fresh.References, again.References);
        Assert.Equal(fresh.Anchors, again.Anchors);
        Assert.Equal(fresh.Wish, again.Wish);
        Assert.Equal(
            PageReaders.Default.Rewrite(source, fresh, r => r.Url?.Href + r.Fragment) ?? [],
            reader.Rewrite(source, again, r => r.Url?.Href + r.Fragment) ?? []);
    }

    [Fact]
    public void It_is_said_again_once()
    {
        var reader = new RememberingReader(this);
        reader.Read(Source(Page) with { WantsLikeness = true });
        reader.Read(Source(Page));
        reader.Read(Source(Page));
        Assert.Equal(2, _read);
    }

    [Fact]
    public void Other_bytes_another_type_or_another_format_are_read_anew()
    {
        foreach (var other in new[]
        {
            Source(Page.Replace("two", "owt", StringComparison.Ordinal)),
            Source(Page) with { ContentType = "application/xhtml+xml" },
            Source(Page) with { Format = PageFormat.Css },
            Source(Page) with { Url = WebUrl.Parse("http://example.org/other/") },
        })
        {
            var reader = new RememberingReader(this);
            _read = 0;
            reader.Read(Source(Page) with { WantsLikeness = true });
            Assert.Equal(PageReaders.Default.Read(other).References, reader.Read(other).References);
            Assert.Equal(2, _read);
        }
    }

    [Fact]
    public void What_would_take_more_memory_than_allowed_is_read_anew()
    {
        var reader = new RememberingReader(this, most: 20_000);
        for (var n = 0; n < 100; n++) reader.Read(Source(Page, n) with { WantsLikeness = true });
        _read = 0;
        for (var n = 0; n < 100; n++) Assert.Equal(PageReaders.Default.Read(Source(Page, n)).References, reader.Read(Source(Page, n)).References);
        Assert.InRange(_read, 30, 95);
    }

    PageFormat IPageReader.FormatOf(string? contentType, string path) => PageReaders.Default.FormatOf(contentType, path);

    PageReading IPageReader.Read(in PageSource source)
    {
        _read++;
        return PageReaders.Default.Read(source);
    }

    byte[]? IPageReader.Rewrite(in PageSource source, PageReading reading, Func<Reference, string?> replacement) =>
        PageReaders.Default.Rewrite(source, reading, replacement);

    static PageSource Source(string page, int number = 0) =>
        new(Url.Resolve($"{number}")!, PageFormat.Html, Encoding.UTF8.GetBytes(page + number), "text/html; charset=utf-8");
}
