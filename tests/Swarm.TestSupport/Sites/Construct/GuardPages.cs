using System.Security.Cryptography;
using static Swarm.TestSupport.Sites.SiteReference;

namespace Swarm.TestSupport.Sites.Construct;

/// <summary>What would keep a saved page from loading its own files, and what pages wish of crawlers.</summary>
static class GuardPages
{
    static readonly SiteFile Sheet = SiteFile.Style("/guard/main.css", $".guarded {{ color: #cc0000; padding-left: 17px }}\n");

    static readonly SiteFile Library = SiteFile.Raw("http://cdn.test/lib.js", "application/javascript", "document.documentElement.className = 'with-library';\n") with
    {
        Fields = Field("Access-Control-Allow-Origin", "*"),
    };

    public static IEnumerable<SiteFile> All() =>
        [Sheet, Library, Page(), Policy(), Wishes(), WishesByHeader(), SiteFile.Forbidden("/nofollow/meta"), SiteFile.Forbidden("/nofollow/header")];

    static SiteFile Page() => SiteFile.Html("/guard/page", $$"""
        <!DOCTYPE html><html><head><title>guards</title><meta charset="utf-8">
        <link rel="stylesheet" href="{{To("/guard/main.css", "main.css")}}" {{Guard("integrity")}}="{{Digest(Sheet)}}" {{Guard("crossorigin")}}="anonymous">
        <script src="{{To("http://cdn.test/lib.js")}}" {{Guard("integrity")}}="{{Digest(Library)}}" {{Guard("crossorigin")}}></script></head>
        <body><img {{Guard("crossorigin")}}=anonymous src="{{To("/img/guarded.png")}}"><p class=guarded>guarded</p></body></html>

        """, "site.test/guard/page.html");

    static SiteFile Policy() => SiteFile.Html("/guard/policy", $$"""
        <!DOCTYPE html><html><head><title>policy</title><meta {{Guard("http-equiv")}}="Content-Security-Policy" content="default-src 'self'; img-src http://site.test">
        <link rel="stylesheet" href="{{To("/guard/main.css", "main.css")}}"></head><body><p class=guarded>policy</p><img src="{{To("/img/policy.png")}}"></body></html>

        """, "site.test/guard/policy.html");

    static SiteFile Wishes() => SiteFile.Html("/wish/nofollow", $$"""
        <!DOCTYPE html><title>wishes</title><meta name="robots" content="nofollow"><a href="{{Away("/nofollow/meta")}}">not followed</a><img src="{{To("/img/wish.png")}}">

        """, "site.test/wish/nofollow.html");

    static SiteFile WishesByHeader() => SiteFile.Html("/wish/header", $$"""
        <!DOCTYPE html><title>wishes by header</title><a href="{{Away("/nofollow/header")}}">not followed</a><img src="{{To("/img/wish2.png")}}">

        """, "site.test/wish/header.html") with
    {
        Fields = Field("X-Robots-Tag", "nofollow"),
    };

    static string Digest(SiteFile file) => "sha384-" + Convert.ToBase64String(SHA384.HashData(file.Content));

    static Dictionary<string, string> Field(string name, string value) => new(StringComparer.Ordinal) { [name] = value };
}
