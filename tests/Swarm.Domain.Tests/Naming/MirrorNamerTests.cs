using Swarm.Domain.Naming;

namespace Swarm.Domain.Tests.Naming;

public class MirrorNamerTests
{
    static readonly INamer s_namer = Namers.Create("mirror");

    static string Name(string url, string? type) => Propose(url, type).Path;

    static NameProposal Propose(string url, string? type) =>
        s_namer.Propose(new Bundle(WebUrl.Parse(url)), 1, type is null ? [] : [new Header("content-type", type)]);

    [Theory]
    [InlineData("/page", "text/html", "page.html")]
    [InlineData("/", "text/html; charset=utf-8", "index.html")]
    [InlineData("/a/?x=1", "TEXT/HTML", "a/index^x=1.html")]
    [InlineData("/page?q=1", "text/html", "page^q=1.html")]
    [InlineData("/page.html", "text/html", "page.html")]
    [InlineData("/PAGE.HTM", "text/html", "PAGE.HTM")]
    [InlineData("/page.html?q=1", "text/html", "page.html^q=1.html")]
    [InlineData("/page?q=a.html", "text/html", "page^q=a.html")]
    [InlineData("/page.php", "text/html", "page.php.html")]
    [InlineData("/page.xhtml", "application/xhtml+xml", "page.xhtml")]
    [InlineData("/page", "application/xhtml+xml", "page.xhtml")]
    [InlineData("/soup.xhtml", "text/html", "soup.xhtml.html")]
    [InlineData("/logo.png", "image/png", "logo.png")]
    [InlineData("/photo.jpeg", "image/jpeg", "photo.jpeg")]
    [InlineData("/photo.jpg", "image/webp", "photo.jpg.webp")]
    [InlineData("/x.html", "image/png", "x.html.png")]
    [InlineData("/x.html", "application/x-unheard", "x.html.bin")]
    [InlineData("/x.SVG", "application/octet-stream", "x.SVG.bin")]
    [InlineData("/x.css", "text/plain", "x.css.txt")]
    [InlineData("/README", "text/plain", "README.txt")]
    [InlineData("/a.py", "text/plain", "a.py")]
    [InlineData("/a.tar.gz", "application/gzip", "a.tar.gz")]
    [InlineData("/a", "application/x-unheard", "a")]
    [InlineData("/page.html", null, "page.html")]
    [InlineData("/page.html", "", "page.html")]
    [InlineData("/page.html", "html", "page.html")]
    [InlineData("/page", null, "page")]
    [InlineData("/s.css?v=1.2", "text/css", "s.css^v=1.2.css")]
    [InlineData("/app.js", "application/javascript", "app.js")]
    [InlineData("/.html", "text/html", ".html.html")]
    [InlineData("/aux", "text/html", "%61ux.html")]
    public void A_name_gets_the_extension_of_its_type_where_it_lacks_it(string target, string? type, string name)
    {
        Assert.Equal("x.org/" + name, Name("https://x.org" + target, type));
        Assert.Null(PortableRules.Fault("x.org/" + name));
    }

    [Fact]
    public void Before_the_head_is_known_it_is_the_safe_name() =>
        Assert.Equal("x.org/page", s_namer.Propose(new Bundle(WebUrl.Parse("https://x.org/page")), 1, null).Path);

    [Fact]
    public void Names_stay_within_the_limits_and_apart_and_keep_their_extension()
    {
        var long1 = Enumerable.Range(190, 30).SelectMany(n => new[] { "é", "a", "%01" }.Select(c => "https://x.org/" + string.Concat(Enumerable.Repeat(c, n))));
        var long2 = Enumerable.Range(0, 30).Select(i => "https://x.org/" + string.Concat(Enumerable.Repeat(new string('w', 190) + "/", 5)) + new string('v', 30 + i));
        var urls = long1.Concat(long2).ToList();
        var names = urls.ConvertAll(url => Name(url, "text/html"));
        Assert.Equal(urls.Count, names.Distinct().Count());
        Assert.All(names, n => Assert.Null(PortableRules.Fault(n)));
        Assert.All(names, n => Assert.True(System.Text.Encoding.UTF8.GetByteCount(n) <= 1024));
        Assert.All(names, n => Assert.EndsWith(".html", n, StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_added_is_told() =>
        Assert.Equal("the URL ends in a slash: index; .html is the type's", Propose("https://x.org/", "text/html").Why);
}
