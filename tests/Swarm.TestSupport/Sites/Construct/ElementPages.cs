using static Swarm.TestSupport.Sites.SiteReference;

namespace Swarm.TestSupport.Sites.Construct;

/// <summary>Every element and attribute that leads somewhere or loads something.</summary>
static class ElementPages
{
    public static IEnumerable<SiteFile> All() =>
        [Links(), Pictures(), Media(), Lazy(), Documents(), Frames(), Refresh("1", "5; url=", ""), Refresh("2", "0;URL='", "'"), NotLinks(), Heads(), .. Leaves()];

    static SiteFile Links() => SiteFile.Html("/html/links", $$"""
        <!DOCTYPE html>
        <HTML lang=en><head><title>links</title>
        </head><body id=top>
        <a href="{{To("/html/leaf1")}}">rooted</a> <a href='{{To("/html/leaf2", "leaf2")}}'>relative</a> <A HREF = "{{To("/html/leaf3", "./../html/leaf3#part")}}" >capitals</A>
        <a href={{To("/html/leaf4")}}>bare</a> <a href={{To("/html/leaf4")}} class=x>bare with more</a> <a title='"' href="{{To("/html/leaf5", " /html/leaf5 ")}}">spaces</a>
        <a href="{{To("/html/leaf6", "/ht\nml/le\taf6")}}">broken</a> <a href="{{To("/html/leaf7", "\\html\\leaf7")}}">backslashes</a>
        <a href="{{To("/html/leaf8", "//site.test/html/leaf8")}}">no scheme</a> <a href="{{To("/html/leaf9", "http:leaf9")}}">scheme alone</a>
        <a href="{{To("/html/leaf10", "http://www.site.test/html/leaf10")}}">www</a> <a href="{{To("/html/leaf11", "https://site.test/html/leaf11")}}">https</a>
        <a href="{{To("/html/leaf12", "HTTP://SITE.test:80/html/leaf12")}}">host in capitals</a> <a href="{{To("/html/leaf13", "&#x2F;html&sol;leaf13")}}">references to characters</a>
        <a href="{{To("/html/leaf1", "leaf1")}}" href="/trap/second-attribute">twice</a> <a/href="{{To("/html/leaf2")}}"/>slashes</a>
        <a href="{{To("/html/links", "#top")}}">here</a> <a href="{{To("/html/links", "")}}">empty</a> <a href="{{To("/html/links", "links#top")}}">here by name</a>
        <map name=m><area shape=rect coords=0,0,9,9 href="{{To("/html/leaf14")}}" alt=a><area href="{{To("/html/leaf14", "leaf14#part")}}" alt=b></map>
        <a href="{{Away("https://elsewhere.test/page?a=1&b=2", "https://elsewhere.test/page?a=1&amp;b=2")}}">another host</a>
        <a href="{{Away("https://sub.site.test/page")}}">a host below</a> <a href="{{Away("http://site.test:8080/page")}}">another port</a>
        <a href="{{Away("/gone")}}">404</a> <a href="{{Away("/gone-too", "../gone-too#x")}}">404</a> <a href="{{Away("/private/secret")}}">disallowed</a>
        <a rel="nofollow noopener" href="{{Away("/nofollow/only")}}">nofollow</a> <a rel="nofollow" href="{{To("/html/leaf1")}}">nofollow, saved all the same</a>
        <a href="{{Stays("mailto:a@b.test?subject=/html/leaf1")}}">mail</a> <a href="{{Stays("javascript:void('/trap/js')")}}">script</a> <a href="{{Stays("tel:+49")}}">call</a>
        <a href="{{Stays("data:text/html,<a%20href=/trap/data>x</a>")}}">data</a> <a href="{{Stays("ftp://site.test/x")}}">ftp</a> <a href="{{Stays("http://")}}">nonsense</a>
        </body></html>

        """, "site.test/html/links.html");

    static SiteFile Pictures() => SiteFile.Html("/html/pictures", $$"""
        <!DOCTYPE html><title>pictures</title>
        <body background="{{To("/img/body.png")}}">
        <img src="{{To("/img/plain.png")}}" alt="a &amp; b"><img alt='x>y' src='{{To("/img/single.png", "../img/single.png")}}'><img src={{To("/img/bare.png")}}><IMG SRC="{{To("/img/capital.png")}}"/>
        <img src="{{To("/img/src.png")}}" srcset="{{To("/img/one.png")}} 1x, {{To("/img/two.png", "../img/two.png")}} 2x,{{To("/img/three.png")}} 3x">
        <img srcset="{{Stays("data:image/png;base64,iVBORw0KGgo=")}} 1x, {{To("/img/comma,name.png")}} 100w,	{{To("/img/four.png")}}
            300w" sizes="50vw">
        <img srcset="{{To("/img/alone.png")}}">
        <picture><source srcset="{{To("/img/wide.png")}} 800w, {{To("/img/narrow.png")}} 400w" media="(min-width:1px)"><source srcset={{To("/img/bare-set.png")}}><img src="{{To("/img/fallback.png")}}"></picture>
        <table background="{{To("/img/table.png")}}"><tr><td background="{{To("/img/cell.png")}}">cell</table>
        <script src="{{To("/js/one.js")}}"></script><noscript><img src="{{To("/img/noscript.png")}}"></noscript>
        <div style="background:url({{StyleAttribute("/img/style1.png")}})"></div><div style="background:url(&quot;{{StyleAttribute("/img/style2.png", "../img/style2.png")}}&quot;) red"></div>
        <div style='background: url("{{StyleAttribute("/img/style3.png")}}")'></div><div style=background:url('{{StyleAttribute("/img/style4.png")}}')></div>
        <svg xmlns:xlink="http://www.w3.org/1999/xlink" width=9 height=9><image href="{{To("/img/svg1.png")}}"/><image xlink:href="{{To("/img/svg2.png")}}"/><a xlink:href="{{To("/html/leaf15")}}"><text>t</text></a><use href="{{Stays("#here")}}"/></svg>
        <img src="{{To("http://cdn.test/far.png")}}"><img src="{{To("/svg/drawing.svg")}}">
        </body>

        """, "site.test/html/pictures.html");

    static SiteFile Media() => SiteFile.Html("/html/media", $$"""
        <!DOCTYPE html><title>media</title>
        <video src="{{To("/media/v.mp4")}}" poster="{{To("/img/poster.png")}}"><source src="{{To("/media/v2.webm")}}"><track src="{{To("/media/subtitles.vtt")}}"></video>
        <audio src="{{To("/media/a.mp3")}}"><source src="{{To("/media/a.ogg")}}"></audio>
        <object data="{{To("/img/object.png")}}" type="image/png"></object><embed src="{{To("/img/embed.png")}}"><input type=image src="{{To("/img/input.png")}}">
        <img src="{{Away("/img/missing.png")}}">

        """, "site.test/html/media.html");

    static SiteFile Lazy() => SiteFile.Html("/html/lazy", $$"""
        <!DOCTYPE html><title>lazy</title>
        <img src="{{Stays("data:image/gif;base64,R0lGODlhAQABAAAAACw=")}}" data-src="{{To("/img/lazy1.png")}}"><img data-srcset="{{To("/img/lazy2.png")}} 1x, {{To("/img/lazy3.png")}} 2x">
        <iframe data-src="{{To("/html/leaf16")}}"></iframe>

        """, "site.test/html/lazy.html");

    static SiteFile Documents() => SiteFile.Html("/html/documents", $$"""
        <!DOCTYPE html><title>documents in attributes</title>
        <iframe srcdoc="<title>&quot;</title><img src='{{To("/img/framed1.png")}}'><a href=&quot;{{To("/html/leaf17", "leaf17#part")}}&quot;>&amp;amp;</a>
            <div style='width:9px;height:9px;background:url({{StyleAttribute("/img/framed2.png", "../img/framed2.png")}})'></div>
            <iframe srcdoc='&lt;p&gt;<img src=&amp;quot;{{To("/img/framed3.png")}}&amp;quot;>'></iframe>"></iframe>
        <iframe src="/trap/srcdoc-wins" srcdoc='text /trap/text &lt;!-- <img src="/trap/srcdoc-comment.png"> -->'></iframe>

        """, "site.test/html/documents.html");

    static SiteFile Frames() => SiteFile.Html("/html/frames", $$"""
        <html><head><title>frames</title></head><frameset cols="50%,50%"><frame src="{{To("/html/frame1", "frame1")}}"><frame src="{{To("/html/frame2")}}">
        <noframes><a href="{{Stays("/trap/noframes")}}">text to a browser with frames</a></noframes></frameset></html>

        """, "site.test/html/frames.html");

    static SiteFile Refresh(string n, string before, string after) => SiteFile.Html("/html/refresh" + n, $$"""
        <!DOCTYPE html><title>refresh {{n}}</title><meta http-equiv="Refresh" content="{{before}}{{To("/html/refreshed" + n)}}{{after}}"><p>wait</p>

        """, $"site.test/html/refresh{n}.html");

    /// <summary>What looks like a link and is none.</summary>
    static SiteFile NotLinks() => SiteFile.Html("/html/no-links", $$"""
        <!DOCTYPE html><title><a href="/trap/title">no</a></title>
        <!-- <a href="/trap/comment">no</a> --><script>var x = '<a href="/trap/script">no</a>'; // <img src="/trap/script.png"></script>
        <textarea><a href="/trap/textarea">no</a></textarea><style>/* url(/trap/css-comment.png) */ a::after { content: "url(/trap/css-string.png)" }</style>
        <xmp><a href="/trap/xmp">no</a></xmp><p title="<a href='/trap/attribute'>">text /trap/text http://site.test/trap/text</p>
        <a name="/trap/name">no</a> <a data-href="/trap/data-href">no</a> <link rel="dns-prefetch" href="//trap.test/"><link rel="preconnect" href="http://trap.test/">

        """, "site.test/html/no-links.html");

    static SiteFile Heads() => SiteFile.Html("/html/heads", $$"""
        <!DOCTYPE html><html><head><title>heads</title>
        <link rel="icon" href="{{To("/img/icon.png")}}"><link rel='apple-touch-icon' href='{{To("/img/touch.png")}}'><link rel="shortcut icon" href="{{To("/favicon.ico")}}">
        <link rel=manifest href="{{To("/app.webmanifest")}}"><link rel="alternate" type="application/rss+xml" href="{{To("/feeds/rss.xml")}}">
        <link rel="alternate" type="application/atom+xml" href="{{To("/feeds/atom.xml", "../feeds/atom.xml")}}">
        <link rel="preload" as="image" href="{{To("/img/preload.png")}}"><link rel="stylesheet" href="{{To("/css/head.css")}}" media=print>
        <link rel="next" href="{{To("/html/leaf18")}}"><link rel="canonical" href="{{To("/html/heads")}}">
        <script src="{{To("/js/two.js", "../js/two.js")}}" defer></script></head><body><p>heads</p>

        """, "site.test/html/heads.html") with
    {
        Fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["Link"] = "</css/by-header.css>; rel=preload; as=style, <leaf19>; rel=\"next\"" },
    };

    static IEnumerable<SiteFile> Leaves() =>
    [
        .. Enumerable.Range(1, 19).Select(i => SiteFile.Leaf($"/html/leaf{i}", $"site.test/html/leaf{i}.html")),
        .. new[] { "frame1", "frame2", "refreshed1", "refreshed2" }.Select(n => SiteFile.Leaf("/html/" + n, $"site.test/html/{n}.html")),
        .. new[]
        {
            "/trap/second-attribute", "/trap/title", "/trap/comment", "/trap/script", "/trap/script.png", "/trap/textarea", "/trap/css-comment.png", "/trap/css-string.png",
            "/trap/xmp", "/trap/attribute", "/trap/text", "/trap/name", "/trap/js", "/trap/data", "/trap/data-href", "/trap/noframes", "/trap/srcdoc-wins", "/trap/srcdoc-comment.png",
            "/private/secret", "/nofollow/only",
        }.Select(SiteFile.Forbidden),
    ];
}
