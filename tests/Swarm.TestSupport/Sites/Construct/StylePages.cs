using static Swarm.TestSupport.Sites.SiteReference;

namespace Swarm.TestSupport.Sites.Construct;

/// <summary>Style sheets: trees of imports, every way to write a URL, fonts, drawings.</summary>
static class StylePages
{
    public static IEnumerable<SiteFile> All() => [Page(), .. Sheets(), Foreign(), Drawing(), SiteFile.Leaf("/html/leaf20", "site.test/html/leaf20.html"), .. Traps()];

    static SiteFile Page() => SiteFile.Html("/css/page", $$"""
        <!DOCTYPE html><html><head><title>styles</title>
        <link rel="stylesheet" href="{{To("/css/main.css", "main.css")}}"><link rel="alternate stylesheet" title="other" href="{{To("/css/alternate.css")}}">
        <link rel=stylesheet href={{To("http://cdn.test/far.css", "//cdn.test/far.css")}}>
        <style>
        @import "{{Css("/css/from-element.css", "from-element.css")}}";
        .element { background: #fff url({{Css("/img/element.png", "../img/element.png")}}) no-repeat; }
        </style><style type="text/css"><!-- .b { background-image: url("{{Css("/img/element2.png")}}") } --></style></head>
        <body class=element><h1 class=main>Styled</h1><p class=imported>Imported</p><p class=deep>Deep</p><p class=far>Far</p><div class=b>b</div><img src="{{To("/img/in-style-page.png")}}"></body></html>

        """, "site.test/css/page.html");

    static IEnumerable<SiteFile> Sheets() =>
    [
        SiteFile.Style("/css/main.css", $$"""
            @charset "utf-8";
            @import "{{Css("/css/import1.css", "import1.css")}}";
            @import url("{{Css("/css/import2.css")}}") screen;
            @import url({{Css("/css/deep/import3.css", "deep/import3.css")}}) print;@import '{{Css("/css/import4.css", "./import4.css")}}';
            @namespace svg url(http://www.w3.org/2000/svg);
            @font-face { font-family: f; src: url('{{Css("/fonts/f.woff2", "../fonts/f.woff2")}}') format("woff2"), url({{Css("/fonts/f.woff")}}) format('woff'); }
            /* url(/trap/in-comment.png) @import "/trap/in-comment.css"; */
            .main { color: #123456; background: url( "{{Css("/img/quoted.png")}}" ); list-style: url({{Css("/img/list.png", "../img/list.png")}}) }
            .esc { background: URL({{Css("/img/esc(1).png", "/img/esc\\(1\\).png")}}), url("{{Css("/img/esc2.png", "\\2f img/esc2.png")}}") }
            .set { background-image: image-set(url({{Css("/img/set1.png")}}) 1x, url('{{Css("/img/set2.png")}}') 2x); cursor: url({{Css("/img/cursor.png")}}), auto }
            .none { background: url({{Stays("data:image/png;base64,iVBORw0KGgo=")}}); fill: url({{Stays("#paint")}}); content: "url(/trap/in-string.png)" }
            .gone { background: url({{Away("/img/missing.png", "../img/missing.png")}}) }
            @media (min-width: 1px) { @supports (color: red) { .in { background: url({{Css("/img/nested.png")}}) } } }

            """),
        SiteFile.Style("/css/import1.css", $".imported {{ color: #00aa00; background: url({Css("/img/i1.png")}) }}\n"),
        SiteFile.Style("/css/import2.css", $"@import '{Css("/css/import1.css", "import1.css")}';.i2 {{ background: url({Css("/img/i2.png", "../img/i2.png")}) }}\n"),
        SiteFile.Style("/css/deep/import3.css", $"@import url({Css("/css/deep/import5.css", "import5.css")});.i3 {{ background: url({Css("/css/deep/near.png", "near.png")}) }}\n"),
        SiteFile.Style("/css/deep/import5.css", $"@import url({Css("/css/main.css", "../main.css")}); .deep5 {{ color: red }}\n"),
        SiteFile.Style("/css/import4.css", $".deep {{ color: #0000bb; margin-left: 21px }}\n"),
        SiteFile.Style("/css/from-element.css", $".b {{ background: url({Css("/img/from-element.png")}) }}\n"),
        SiteFile.Style("/css/alternate.css", $".alternate {{ color: red }}\n"),
        SiteFile.Style("/css/head.css", $".print {{ color: red }}\n"),
        SiteFile.Style("/css/by-header.css", $".header {{ background: url({Css("/img/by-header.png")}) }}\n"),
    ];

    /// <summary>Requisites of another host, which are fetched, and its page, which is not.</summary>
    static SiteFile Foreign() => SiteFile.Style("http://cdn.test/far.css",
        $".far {{ color: #aa00aa; background: url({Css("http://cdn.test/img/far-too.png", "img/far-too.png")}) }} .home {{ background: url({Css("/img/home.png", "http://site.test/img/home.png")}) }}\n");

    static SiteFile Drawing() => SiteFile.Page("/svg/drawing.svg", "image/svg+xml", $$"""
        <?xml version="1.0" encoding="utf-8"?>
        <?xml-stylesheet type="text/css" href="{{To("/svg/drawing.css", "drawing.css")}}"?>
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="40">
          <style>.s { fill: url({{Css("/svg/drawing.svg", "#g")}}); background: url("{{Css("/img/in-svg-style.png")}}") }</style>
          <image href="{{To("/img/in-svg1.png", "../img/in-svg1.png")}}" width="9" height="9"/><image xlink:href='{{To("/img/in-svg2.png")}}' width="9" height="9"/>
          <use href="{{To("/svg/parts.svg", "parts.svg#p")}}"/><a href="{{To("/html/leaf20", "../html/leaf20#part")}}"><rect style="fill:url({{Stays("#g")}})" width="5" height="5"/></a>
          <!-- <image href="/trap/svg-comment.png"/> --><text>/trap/svg-text</text>
        </svg>

        """);

    static IEnumerable<SiteFile> Traps() =>
    [
        SiteFile.Style("/svg/drawing.css", $"rect {{ stroke: red }}\n"),
        SiteFile.Page("/svg/parts.svg", "image/svg+xml", $"<svg xmlns=\"http://www.w3.org/2000/svg\"><g id=\"p\"/></svg>\n"),
        .. new[] { "/trap/in-comment.png", "/trap/in-comment.css", "/trap/in-string.png", "/trap/svg-comment.png" }.Select(SiteFile.Forbidden),
    ];
}
