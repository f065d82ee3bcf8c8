using Swarm.Domain.Crawling;
using Swarm.Pages.Css;

namespace Swarm.Pages.Tests.Css;

public sealed class CssScannerTests
{
    [Theory]
    [InlineData("a{background:url(a.png)}", "a.png")]
    [InlineData("a{background:URL( 'a.png' )}", "a.png")]
    [InlineData("a{background:url(\ta.png\n)}", "a.png")]
    [InlineData("a{background:u\\72 l(a.png)}", "a.png")]
    [InlineData("a{background:url(a\\)b.png) url(\"c\\\"d\")}", "a)b.png|c\"d")]
    [InlineData("a{background:url(\"a\\\r\nb\")}", "ab")]
    [InlineData("a{--x:url(a.png)}", "a.png")]
    [InlineData("@font-face{src:local('x'),url(a.woff2) format(\"woff2\"),url('b.woff')}", "a.woff2|b.woff")]
    [InlineData("a{mask:url(#m);fill:url('#m');b:url( \"#m\");c:url(x.svg#m)}", "x.svg#m")]
    [InlineData("a{b:url();c:url('');d:url(  )}", "")]
    [InlineData("a{b:url(a b);c:url(a\"b);d:url(a(b);e:url(f)}", "f")]
    [InlineData("a{b:url('x\n);c:url(d)}", "d")]
    [InlineData("a{b:url(bad\\\nx);c:url(d)}", "d")]
    [InlineData("a{b:url(bad'\\)still);c:url(d)}", "d")]
    [InlineData("/* url(a) */ /**/a{b:url(b)} /* 'unclosed url(c)", "b")]
    [InlineData("a{content:'url(a)';b:url(b)}", "b")]
    [InlineData("a{content:\"it's\";b:url(b)}", "b")]
    [InlineData("a{b:myurl(a) url-prefix(b) #url(c) 12url(d) -url(e) \\url(f)}", "f")]
    [InlineData("a{b:12\\75rl(c) #\\75rl(d) x\\75 rl(e) -\\75rl(f) \\\nurl(g) --url(h) éurl(i) @url(j)}", "g")]
    [InlineData("#\\29 url(a) @\\69mport\\url(b) @x\\31 url(c) url(d)", "d")]
    [InlineData("a{b:'x'url(c)/**/url(d)+url(e)1/url(f)}", "c|d|e|f")]
    [InlineData("a{b:12 url(c) 5%url(d) 1.5url(e)}", "c|d")]
    [InlineData("<!--a{b:url(c)}--> url(d)", "c|d")]
    [InlineData("a{b:url(c", "c")]
    [InlineData("a{b:url('c", "c")]
    [InlineData("a{b:url(c\\", "c\uFFFD")]
    [InlineData("a{b:url(c\0d)}", "c\uFFFDd")]
    [InlineData("a{b:url('\\110000 \\d800 \\0')}", "\uFFFD\uFFFD\uFFFD")]
    [InlineData("@namespace url(http://a/); @namespace svg url('b'); a{b:url(c)}", "c")]
    [InlineData("@charset \"utf-8\"; @-moz-document url(a), url-prefix('b') {a{b:url(c)}}", "c")]
    [InlineData("a{b:src('x.png');c:image('y.png')}", "")]
    public void References_are_the_tokens_that_load_something(string css, string texts) => Assert.Equal(texts, Texts(css));

    [Theory]
    [InlineData("a{b:image-set('a.png' 1x, \"b.png\" type(\"image/png\") 2x, url(c.png) 3x)}", "a.png|b.png|c.png")]
    [InlineData("a{b:-WebKit-image-set('a' 1x) 'no' image-set('b')}", "a|b")]
    [InlineData("a{b:image-set(var(--x, 'no') 1x, 'b')}", "b")]
    [InlineData("a{b:image-set('a' 1x; content:'no'}", "a")]
    public void Strings_of_an_image_set_are_images_but_not_those_of_functions_within(string css, string texts) => Assert.Equal(texts, Texts(css));

    [Theory]
    [InlineData("@import 'a.css';", "a.css")]
    [InlineData("@IMPORT\"a.css\"", "a.css")]
    [InlineData("@import/**/ /**/url(a.css) layer(x) supports(display:grid) screen;", "a.css")]
    [InlineData("@import url( 'a.css' );", "a.css")]
    [InlineData("@\\69mport 'a.css';", "a.css")]
    [InlineData("@import '';@import;@import", "")]
    [InlineData("@important 'a.css';", "")]
    public void Imports_are_told_from_other_references(string css, string texts)
    {
        Assert.Equal(texts, Texts(css));
        Assert.All(Find(css + "} x{y:url(z)}"), found => Assert.Equal(found.Text != "z", found.IsImport));
    }

    [Theory]
    [InlineData("a{b:url( é.png )}", "é.png", TextSyntax.CssUnquoted)]
    [InlineData("a{b:url( \"x y\" )}", "x y", TextSyntax.CssDoubleQuoted)]
    [InlineData("@import 'x\\41 y'", "x\\41 y", TextSyntax.CssSingleQuoted)]
    public void A_span_is_what_stands_between_the_quotes(string css, string span, TextSyntax syntax)
    {
        var found = Assert.Single(Find(css));
        Assert.Equal((span, syntax), (css.Substring(found.Start, found.Length), found.Syntax));
    }

    [Fact]
    public void Only_the_given_stretch_is_read()
    {
        const string Text = "url(no) url(yes) url(no)";
        var found = new List<CssReference>();
        CssScanner.Find(Text, 8, 8, found);
        Assert.Equal(["yes"], found.Select(f => f.Text));
        Assert.Equal(12, found[0].Start);
    }

    [Theory]
    [InlineData("url(")]
    [InlineData("url(\"")]
    [InlineData("url(a b")]
    [InlineData("'")]
    [InlineData("\"\n")]
    [InlineData("/*")]
    [InlineData("\\")]
    [InlineData("((((")]
    [InlineData("))))")]
    [InlineData("image-set(")]
    [InlineData("@import ")]
    [InlineData("@import/*")]
    [InlineData("@import 'x';")]
    [InlineData("u\\72l(")]
    [InlineData("url")]
    [InlineData("url\\\n")]
    [InlineData("-")]
    [InlineData("\0")]
    [InlineData("<!--")]
    public void Anything_said_over_and_over_costs_what_its_length_costs(string text)
    {
        var css = string.Concat(Enumerable.Repeat(text, 500_000 / text.Length));
        Cost.IsBelow(seconds: 3, () => Find(css));
    }

    static string Texts(string css) => string.Join('|', Find(css).Select(f => f.Text));

    static List<CssReference> Find(string css)
    {
        var found = new List<CssReference>();
        CssScanner.Find(css, 0, css.Length, found);
        return found;
    }
}
