using static Swarm.TestSupport.Sites.SiteReference;

namespace Swarm.TestSupport.Sites.Construct;

/// <summary>URLs that are hard to give files: queries, files beside folders, case twins, what no file name holds.</summary>
static class NamePages
{
    static readonly string[] Leaves =
    [
        "/a", "/a/", "/a/b", "/a.html", "/a/index.html", "/a/index", "/b/c/d", "/b/c", "/b", "/Twin", "/twin", "/TWIN.html", "/twin.HTML",
        "/list?page=1", "/list?page=2", "/list?page=1&sort=up", "/list", "/list?", "/list.html?page=1", "/?home", "/a/?b",
        "/n/with%20space", "/n/per%25cent", "/n/hash%23mark", "/n/question%3Fmark", "/n/question?mark", "/n/caret%5Eup", "/n/caret?up", "/n/semi;colon", "/n/plus+sign",
        "/n/co:lon", "/n/back%5Cslash", "/n/st*r", "/n/pi|pe", "/n/quo%22te", "/n/apo'strophe", "/n/less%3Cmore%3E", "/n/amp&er", "/n/paren(thesis)", "/n/%E2%82%AC", "/n/%c3%a9", "/n/e%CC%81",
        "/n/%7Etilde", "/n/~tilde", "/n/dot.", "/n/...", "/n/.hidden", "/n/CON", "/n/aux.html", "/n/bad%FFbyte", "/n/tab%09", "/n/two//slashes", "/n/name.part", "/.swarm/state.db",
    ];

    static readonly string Long = "/n/" + new string('x', 300);

    static readonly (string Url, string File)[] Named =
    [
        ("/n/plain", "site.test/n/plain.html"), ("/n/short.htm", "site.test/n/short.htm"), ("/n/big.HTML", "site.test/n/big.HTML"), ("/n/v1.2", "site.test/n/v1.2.html"),
        ("/n/program.php", "site.test/n/program.php.html"), ("/n/program.php?id=1", "site.test/n/program.php^id=1.html"), ("/n/folder/", "site.test/n/folder/index.html"),
    ];

    public static IEnumerable<SiteFile> All() =>
    [
        Page(), .. Leaves.Append(Long + "1").Append(Long + "2").Select(u => SiteFile.Leaf(u)), .. Named.Select(n => SiteFile.Leaf(n.Url, n.File)),
        new SiteFile(Main + "/n/photo", "image/png") { Bytes = TinyPicture.Png("/n/photo"), File = "site.test/n/photo.png" },
        new SiteFile(Main + "/n/Logo.png", "image/png") { Bytes = TinyPicture.Png("Logo") }, new SiteFile(Main + "/n/logo.png", "image/png") { Bytes = TinyPicture.Png("logo") },
        SiteFile.Style("/n/style?v=1", $".v1 {{ color: red; background: url({Css("/n/with%20space.png", "with\\ space.png")}) }}\n"),
        SiteFile.Style("/n/style?v=2", $".v2 {{ color: blue; background: url('{Css("/n/it's%20(a)%20%22q%22.png", "it\\'s (a) \"q\".png")}') }}\n"),
    ];

    static SiteFile Page()
    {
        var text = new MarkedText(0, 0);
        text.AppendLiteral("<!DOCTYPE html><title>names</title>\n<link rel=stylesheet href=\"");
        text.AppendFormatted(To("/n/style?v=1"));
        text.AppendLiteral("\"><link rel=stylesheet href=\"");
        text.AppendFormatted(To("/n/style?v=2"));
        foreach (var picture in new[] { "/n/photo", "/n/Logo.png", "/n/logo.png" })
        {
            text.AppendLiteral("\"><img src=\"");
            text.AppendFormatted(To(picture));
        }

        text.AppendLiteral("\">\n<a href=\"");
        foreach (var url in Leaves.Append(Long + "1").Append(Long + "2").Concat(Named.Select(n => n.Url)))
        {
            text.AppendFormatted(To(url, url.Replace("&", "&amp;", StringComparison.Ordinal) + "#part"));
            text.AppendLiteral("\">x</a>\n<a href=\"");
        }

        text.AppendFormatted(To("/names"));
        text.AppendLiteral("\">here</a>\n");
        return SiteFile.Html("/names", text, "site.test/names.html");
    }
}
