using static Swarm.TestSupport.Sites.SiteReference;

namespace Swarm.TestSupport.Sites.Construct;

/// <summary>Redirects, and bases that change what references mean.</summary>
static class MovePages
{
    public static IReadOnlyList<SiteMove> Moves { get; } =
    [
        Move("/m/once", 301, "/m/target"), Move("/m/chain1", 302, "chain2"), Move("/m/chain2", 303, Main + "/m/chain3"), Move("/m/chain3", 307, "/m/end"),
        Move("/m/saved", 308, "/html/leaf1"), Move("/m/away", 301, "https://elsewhere.test/out"), Move("/m/loop1", 302, "/m/loop2"), Move("/m/loop2", 302, "/m/loop1"),
        Move("/m/self", 301, "/m/self"), Move("/m/folder", 301, "/m/folder/"), Move("/m/private", 302, "/private/moved"), Move("/m/picture", 302, "/img/moved.png"),
        Move("/m/fragment", 301, "/m/target#part"), Move("/m/gone", 301, "/m/nowhere"), Move("/m/sheet.css", 301, "/css/moved/real.css"),
    ];

    public static IEnumerable<SiteFile> All() =>
    [
        Page(), SiteFile.Leaf("/m/target", "site.test/m/target.html"), SiteFile.Leaf("/m/end", "site.test/m/end.html"), SiteFile.Leaf("/m/folder/", "site.test/m/folder/index.html"),
        SiteFile.Style("/css/moved/real.css", $".moved {{ background: url({Css("/css/moved/near.png", "near.png")}) }}\n"),
        SiteFile.Forbidden("/private/moved"), Based("/base/one", "/base/deep/", "/base/deep/"), Based("/base/two", "deep/x?y", "/base/deep/x?y"), Based("/base/three", "http://site.test/base/deep/", "/base/deep/"), FarBase(),
        SiteFile.Leaf("/base/deep/leaf", "site.test/base/deep/leaf.html"), SiteFile.Leaf("/base/deep/", "site.test/base/deep/index.html"), SiteFile.Leaf("/base/deep/x?y"),
    ];

    static SiteFile Page() => SiteFile.Html("/m/page", $$"""
        <!DOCTYPE html><title>moves</title><link rel=stylesheet href="{{To("/css/moved/real.css", "sheet.css")}}">
        <a href="{{To("/m/target", "once#part")}}">1</a> <a href="{{To("/m/end", "/m/chain1")}}">2</a> <a href="{{To("/m/end", "chain2")}}">3</a> <a href="{{To("/html/leaf1", "saved")}}">4</a>
        <a href="{{Away("/m/away")}}">5</a> <a href="{{Away("/m/loop1")}}">6</a> <a href="{{Away("/m/self", "self")}}">7</a> <a href="{{To("/m/folder/", "folder")}}">8</a> <a href="{{Away("/m/private")}}">9</a>
        <img src="{{To("/img/moved.png", "picture")}}"> <a href="{{To("/m/target", "fragment")}}">10</a> <a href="{{Away("/m/gone")}}">11</a>

        """, "site.test/m/page.html");

    static SiteFile Based(string url, string written, string target) => SiteFile.Html(url, $$"""
        <!DOCTYPE html><html><head><title>{{url}}</title><base href="{{Base("/base/deep/", written)}}"><base href="/trap/base/"></head><body>
        <a href="{{To("/base/deep/leaf", "leaf")}}">leaf</a> <img src="{{To("/base/deep/p.png", "p.png")}}"> <a href="{{To("/base/deep/leaf", "/base/deep/leaf#part")}}">rooted</a>
        <div style="background:url({{StyleAttribute("/base/deep/s.png", "s.png")}})"></div><a href="{{Away("https://elsewhere.test/")}}">away</a>
        <a href="{{To(target, "#part")}}">a place in the base</a> <a href="{{To(target, "")}}">the base</a>
        </body></html>

        """, $"site.test{url}.html");

    static SiteFile FarBase() => SiteFile.Html("/base/far", $$"""
        <!DOCTYPE html><html><head><title>a base elsewhere</title><base href='{{Base("http://cdn.test/x/")}}' target=_top></head><body>
        <img src="{{To("http://cdn.test/x/base.png", "base.png")}}"><a href="{{Away("http://cdn.test/x/page", "page")}}">a page there</a><a href="{{To("/html/leaf1", "http://site.test/html/leaf1")}}">home</a>
        </body></html>

        """, "site.test/base/far.html");

    static SiteMove Move(string url, int status, string location) => new(Absolute(url), status, location);
}
