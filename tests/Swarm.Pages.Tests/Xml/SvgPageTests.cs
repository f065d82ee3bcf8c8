using System.Text;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Pages.Xml;

namespace Swarm.Pages.Tests.Xml;

public sealed class SvgPageTests
{
    static readonly WebUrl Url = WebUrl.Parse("http://site.example/pics/p.svg");

    [Theory]
    [InlineData("<svg><a href='/x?a&amp;b'/></svg>", "Link a href /x?a&b SingleQuoted")]
    [InlineData("<svg><a xlink:href=\"x\" rel='nofollow'/></svg>", "Link a xlink:href x DoubleQuoted")]
    [InlineData("<svg><image href='i.png'/><feImage xlink:href='f.png'/></svg>", "Requisite image href i.png SingleQuoted|Requisite feimage xlink:href f.png SingleQuoted")]
    [InlineData("<svg><use href='#a'/><use href='s.svg#a'/><linearGradient href='#b'/></svg>", "Requisite use href s.svg#a SingleQuoted")]
    [InlineData("<svg><script href='s.js'></script><a href='#top'/></svg>", "Requisite script href s.js SingleQuoted|Link a href #top SingleQuoted")]
    [InlineData("<svg><rect fill=\"url(x.svg#a)\" mask='url(\"#m\")' alt='url(no)'/></svg>", "Requisite rect fill x.svg#a CssInAttribute")]
    [InlineData("<svg><g style=\"fill:url('a.svg#b')\"/></svg>", "Requisite g style a.svg#b CssInAttribute")]
    [InlineData("<svg><g style=\"fill:url(&quot;a&#x2e;svg&quot;)\"/></svg>", "Requisite g style a.svg CssInAttribute")]
    [InlineData("<svg><style>@import 'a.css'; b{c:url(d.png)}</style>url(no)</svg>", "Requisite css import a.css CssInAttribute|Requisite css url d.png CssInAttribute")]
    [InlineData("<svg><svg:style>/*<![CDATA[*/a{b:url('c&amp;')}/*]]>*/</svg:style></svg>", "Requisite css url c&amp; CssSingleQuoted")]
    [InlineData("<svg><style>a{b:url(c?d&amp;e)}</style></svg>", "Requisite css url c?d&e CssInAttribute")]
    [InlineData("<svg><style type='text/x'>url(no)</style><style/>url(no)</svg>", "")]
    [InlineData("<?xml version='1.0'?><?xml-stylesheet type='text/css' href='a.css'?><?php no href='x' !?><svg/>", "Requisite xml-stylesheet href a.css SingleQuoted")]
    [InlineData("<!DOCTYPE svg [<!ENTITY a '>'><!-- ' --> <?x '?>]><svg><image href='i'/></svg>", "Requisite image href i SingleQuoted")]
    [InlineData("<svg><!-- <image href='no'/> --><![CDATA[<image href='no'/>]]><image href='i'/></svg>", "Requisite image href i SingleQuoted")]
    [InlineData("<svg><image href = 'i' crossorigin='anonymous'/></svg>", "Requisite image href i SingleQuoted|Guard image crossorigin anonymous Plain")]
    [InlineData("<svg><foreignObject><img src='i'/><iframe src='f'/><object data='o'/></foreignObject></svg>", "Requisite img src i SingleQuoted|Frame iframe src f SingleQuoted|Requisite object data o SingleQuoted")]
    [InlineData("<svg><link rel='stylesheet' href='s'/><link href='n' rel='next'/></svg>", "Requisite link href s SingleQuoted|Link link href n SingleQuoted")]
    [InlineData("\n <svg><image href='i'/>", "Requisite image href i SingleQuoted")]
    [InlineData("<svg><image href='i'/><image href=no/></svg>", "Requisite image href i SingleQuoted")]
    [InlineData("<svg><image href='i'/><image href='no></svg>", "Requisite image href i SingleQuoted")]
    [InlineData("<svg/", "")]
    [InlineData("", "")]
    public void References_are_found_where_browsers_look_for_them(string svg, string expected) =>
        Assert.Equal(expected, string.Join('|', Read(svg).References.Select(r => $"{r.Kind} {r.Element} {r.Attribute} {r.Text} {r.Place.Syntax}")));

    [Theory]
    [InlineData("utf-8", "<svg><a href='é&amp;é'/></svg>", "é&amp;é")]
    [InlineData("utf-8", "<svg><style>/*é*/a{b:url(\"é&#233;\")}</style></svg>", "é&#233;")]
    [InlineData("utf-8", "\uFEFF<svg style=\"a:url(&apos;é.png&apos;)\"/>", "é.png")]
    [InlineData("windows-1251", "<?xml version='1.0' encoding='windows-1251'?><svg><a href='путь'/></svg>", "путь")]
    [InlineData("windows-1251", "<?xml version='1.0' encoding='windows-1251'?><svg><g style='a:url(&quot;п&#1100;&quot;)'/></svg>", "п&#1100;")]
    [InlineData("utf-16", "\uFEFF<svg><a href='é&amp;é'/></svg>", "é&amp;é")]
    [InlineData("utf-16", "\uFEFF<?xml version='1.0' encoding='UTF-16'?><svg><g style='a:url(&quot;é&#233;&quot;)'/></svg>", "é&#233;")]
    [InlineData("utf-16BE", "\uFEFF<?xml version='1.0'?><svg><a href='é'/></svg>", "é")]
    public void Places_are_those_of_the_written_text_in_bytes(string encoding, string svg, string written)
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        var content = bytes.GetBytes(svg);
        var found = Assert.Single(Read(content).References);
        Assert.Equal(written, bytes.GetString(content, found.Place.Start, found.Place.Length));
        Assert.Equal(System.Net.WebUtility.HtmlDecode(written), found.Text);
    }

    [Fact]
    public void A_query_is_encoded_as_the_file_is()
    {
        var svg = CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetBytes("<?xml version='1.0' encoding='windows-1251'?><svg><a href='я?я'/></svg>");
        Assert.Equal("http://site.example/pics/%D1%8F?%FF", Assert.Single(Read(svg).References).Url?.Href);
    }

    [Fact]
    public void Anchors_are_the_ids()
    {
        var reading = Read("<svg id='a&amp;b'><g xml:id=\"c\"/><g inkscape:id='d'/></svg>");
        Assert.Equal(["a&b", "c"], reading.Anchors);
    }

    [Fact]
    public void Links_that_must_not_be_followed_are_told() =>
        Assert.Equal([true, false], Read("<svg><a href='x' rel='noopener NoFollow'/><a href='y'/></svg>").References.Select(r => r.NoFollow));

    [Fact]
    public void A_reference_is_resolved_against_the_file() =>
        Assert.Equal("http://site.example/x", Read("<svg><a href='../x#y'/></svg>").References[0].Url?.Href);

    [Theory]
    [InlineData("<svg><!-- ", "not well-formed where it is read no further")]
    [InlineData("<svg><a b></svg>", "not well-formed where it is read no further")]
    [InlineData("<svg/>", null)]
    public void A_fault_ends_the_reading_and_is_told(string svg, string? cut) => Assert.Equal(cut, Read(svg).Cut);

    [Fact]
    public void More_than_ten_thousand_references_are_told_and_left()
    {
        var reading = Read("<svg>" + string.Concat(Enumerable.Repeat("<a href='x' style='a:url(b)'/>", 20_000)));
        Assert.Equal((10_000, "more than 10000 references"), (reading.References.Count, reading.Cut));
    }

    static PageReading Read(string svg) => Read(Encoding.UTF8.GetBytes(svg));

    static PageReading Read(byte[] svg) => SvgPage.Read(new PageSource(Url, PageFormat.Svg, svg, "image/svg+xml"));
}
