using System.Text;
using Swarm.Domain.Crawling;

namespace Swarm.Pages.Tests.Html;

public sealed class RewriteTests
{
    const string Odd = "a b'c\"d&e<f>g(h)i\\j,k;l";

    [Theory]
    [InlineData("<a href=\"x\">", "<a href=\"../y.html?a=1&amp;b='c'\">")]
    public void Quotes_and_ampersands_are_escaped(string html, string like)
    {
        var rewritten = Pages.Rewrite(html, _ => "../y.html?a=1&b='c'");
        Assert.Equal(like.Replace("'", "&#39;", StringComparison.Ordinal), rewritten);
    }

    [Theory]
    [InlineData("<a href=x>", "<a href=\"y\">")]
    [InlineData("<a href=x/>", "<a href=\"y\">")]
    [InlineData("<a href= ' x\n' >", "<a href= ' y\n' >")]
    [InlineData("<a href='x' href='x'>", "<a href='y' href='x'>")]
    [InlineData("<img srcset='a 1x, b 2x,c'>", "<img srcset='y 1x, y 2x,y'>")]
    [InlineData("<img srcset=a,>", "<img srcset=y,>")]
    [InlineData("<meta http-equiv=refresh content=0;url=x>", "<meta http-equiv=refresh content=0;url=y>")]
    [InlineData("<p style=\"a:url(b)\">", "<p style=\"a:url(y)\">")]
    [InlineData("<p style=a:url(b)>", "<p style=a:url(y)>")]
    [InlineData("<p style=\"a:url(&quot;b&amp;c&quot;)\">", "<p style=\"a:url(&quot;y&quot;)\">")]
    [InlineData("<style>@import 'b';a{b:url( b )}</style>", "<style>@import 'y';a{b:url( y )}</style>")]
    [InlineData("<a href=\"\">", "<a href=\"y\">")]
    [InlineData("<svg><path fill='url(x#g) red' mask=url(x)></svg>", "<svg><path fill='url(y) red' mask=url(y)></svg>")]
    [InlineData("<svg><style>a{b:url(x?a&amp;b)}</style></svg>", "<svg><style>a{b:url(y)}</style></svg>")]
    [InlineData("a <a\thref='x&#38;'\r\n>\r\n<!-- <a href=x> -->", "a <a\thref='y'\r\n>\r\n<!-- <a href=x> -->")]
    public void Only_the_reference_changes(string html, string expected) => Assert.Equal(expected, Pages.Rewrite(html, _ => "y"));

    [Theory]
    [InlineData("<a href=x>")]
    [InlineData("<a href='x'>")]
    [InlineData("<a href=\"x\">")]
    [InlineData("<p style='a:url(x)'>")]
    [InlineData("<p style=\"a:url(x)\">")]
    [InlineData("<p style=a:url(x)>")]
    [InlineData("<p style='a:url(\"x\")'>")]
    [InlineData("<p style=\"a:url('x')\">")]
    [InlineData("<p style=\"a:url(&quot;x&quot;)\">")]
    [InlineData("<style>a{b:url(x)}</style>")]
    [InlineData("<style>a{b:url('x')}</style>")]
    [InlineData("<style>@import \"x\";</style>")]
    [InlineData("<svg><style>a{b:url(x)}</style></svg>")]
    [InlineData("<svg><image xlink:href=x></svg>")]
    public void Whatever_is_put_in_is_read_again(string html)
    {
        var rewritten = Pages.Rewrite(html + "<a href=end>", r => r.Text == "x" ? Odd : null);
        Assert.Equal([Odd, "end"], Pages.Read(rewritten!).References.Select(r => r.Text));
    }

    [Theory]
    [InlineData("<img srcset='x 1x, z 2x'>", ",a b,c,", "%2Ca%20b,c%2C")]
    [InlineData("<img srcset=x,z>", "a'b\"c>d`", "a'b\"c>d`")]
    [InlineData("<meta http-equiv=refresh content=\"0; url='x'\">", "a'b\"c", "a%27b%22c")]
    public void What_would_end_a_URL_within_its_value_is_encoded(string html, string text, string expected)
    {
        var rewritten = Pages.Rewrite(html, r => r.Text.StartsWith('x') ? text : null);
        Assert.Equal(expected, Pages.Read(rewritten!).References[0].Text);
    }

    [Fact]
    public void A_guard_is_named_otherwise() => Assert.Equal(
        "<script src=x data-was-integrity='a' data-was-crossorigin></script>",
        Pages.Rewrite("<script src=x Integrity='a' crossorigin></script>", r => r.Kind == Domain.LinkKind.Guard ? "data-was-" + r.Attribute : null));

    [Fact]
    public void Where_nothing_is_to_change_there_is_no_new_page()
    {
        const string html = "<a href=x><a href='y'><style>a{b:url(c)}</style>";
        Assert.Null(Pages.Rewrite(html, _ => null));
        Assert.Null(Pages.Rewrite("<a href='y'>", r => r.Text));
        Assert.Null(Pages.Rewrite("<p>", _ => "z"));
    }

    [Fact]
    public void Places_that_overlap_or_lie_outside_harm_nothing()
    {
        Reference At(int start, int length) =>
            new(Domain.LinkKind.Link) { Text = "x", Element = "a", Attribute = "href", Place = new TextPlace(start, length, TextSyntax.DoubleQuoted) };
        var source = Pages.Source("0123456789");
        var reading = new PageReading { References = [At(5, 3), At(2, 2), At(3, 4), At(2, 2), At(9, 5), At(-1, 0), At(int.MaxValue, int.MaxValue)] };
        Assert.Equal("01y4y89", Encoding.UTF8.GetString(Pages.Reader.Rewrite(source, reading, _ => "y")!));
    }
}
