using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Swarm.TestSupport.Sites.Hostile;

/// <summary>
/// A small site of honest pages between pages that are made to bring a crawler down: nesting, attributes, a line without end, rings of imports,
/// loops of sitemaps, bombs of entities and of gzip.
/// </summary>
public static class HostilePages
{
    public const int Honest = 30, Ring = 1000;
    const int Many = 1_000_000, LineMiB = 1024;
    static readonly byte[] MiB = [.. Enumerable.Repeat((byte)'x', 1 << 20)];

    /// <summary>What is linked from the first page, each under its name.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["nested.html", "nested-tables.html", "line.html", "attributes.html", "slashes.html", "lt.html", "srcset.html", "bases.html", "ring/0.css", "imports.css", "entities.svg", "deep.svg", "parens.css"];

    public static async ValueTask AnswerAsync(string target, string head, Stream to, CancellationToken token)
    {
        if (target == "/hostile/line.html")
        {
            await to.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {(long)LineMiB << 20}\r\n\r\n"), token);
            for (var i = 0; i < LineMiB; i++) await to.WriteAsync(MiB, token);
            return;
        }

        await to.WriteAsync(Answer(target, RootOf(head)).Wire, token);
    }

    static SiteAnswer Answer(string target, string root) => target switch
    {
        "/" => First(),
        "/robots.txt" => Robots(root),
        _ when target.StartsWith("/good/", StringComparison.Ordinal) => Good(Number(target)),
        _ when target.StartsWith("/hostile/ring/", StringComparison.Ordinal) => Style($"@import \"{(Number(target) + 1) % Ring}.css\"; @import \"{Number(target)}.css\"; @import ''; @import \"?\";"),
        _ when target.StartsWith("/maps/endless/", StringComparison.Ordinal) => Map(root, "sitemapindex", "sitemap", $"/maps/endless/{Number(target) + 1}", "/maps/loop.xml"),
        _ when target.StartsWith("/maps/", StringComparison.Ordinal) => Maps(target, root),
        _ => Single(target),
    };

    static SiteAnswer Single(string target) => target switch
    {
        "/hostile/nested.html" => SiteAnswer.Html(Repeat("<div>", Many) + "<a href=/good/1>in the deep</a>"),
        "/hostile/nested-tables.html" => SiteAnswer.Html(Repeat("<table><tr><td><b><i><p>", Many / 10)),
        "/hostile/attributes.html" => SiteAnswer.Html("<a " + string.Concat(Enumerable.Range(0, Many).Select(i => $"a{i}=1 ")) + "href=/good/2>x</a>"),
        "/hostile/slashes.html" => SiteAnswer.Html("<a" + Repeat("/", Many) + "href=/good/3>x</a>" + Repeat("<a/", Many)),
        "/hostile/lt.html" => SiteAnswer.Html(Repeat("<a <a <a <!-- <![CDATA[ </", Many / 10)),
        "/hostile/srcset.html" => SiteAnswer.Html("<img srcset=\"" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"/x/{i}.png {i + 1}w, ")) + "\">"),
        "/hostile/bases.html" => SiteAnswer.Html(Repeat("<base href=file:///etc/>", 10_000) + "<a href=passwd>x</a>"),
        "/hostile/imports.css" => Style(Repeat("@import ''; @import url(); @import \"http://\";", 100_000)),
        "/hostile/parens.css" => Style(Repeat("a{b:c((((url(", 200_000)),
        "/hostile/entities.svg" => SiteAnswer.Of("image/svg+xml", Encoding.UTF8.GetBytes(Entities("svg", "<text>&z;</text>"))),
        "/hostile/deep.svg" => SiteAnswer.Of("image/svg+xml", Encoding.UTF8.GetBytes(Repeat("<g>", Many))),
        _ => SiteAnswer.Status(404),
    };

    static SiteAnswer Maps(string target, string root) => target switch
    {
        "/maps/loop.xml" => Map(root, "sitemapindex", "sitemap", "/maps/loop.xml", "/maps/endless/0", "/maps/bomb.xml.gz", "/maps/entities.xml"),
        "/maps/entities.xml" => SiteAnswer.Of("text/xml", Encoding.UTF8.GetBytes(Entities("urlset", "<url><loc>&z;</loc></url><url><loc>&ext;</loc></url>"))),
        "/maps/bomb.xml.gz" => SiteAnswer.Of("application/gzip", Bomb()),
        "/maps/good.xml" => Map(root, "urlset", "url", $"/good/{Honest - 1}"),
        _ => SiteAnswer.Status(404),
    };

    static SiteAnswer First() => SiteAnswer.Html("<!DOCTYPE html><title>first</title>" + string.Concat(Names.Select(n => Path.GetExtension(n) switch
    {
        ".css" => $"<link rel=stylesheet href=\"/hostile/{n}\">",
        ".svg" => $"<img src=\"/hostile/{n}\">",
        _ => $"<a href=\"/hostile/{n}\">{n}</a>",
    })) + string.Concat(Enumerable.Range(0, Honest - 1).Select(i => $"<a href=\"/good/{i}\">{i}</a>")));

    static SiteAnswer Good(int n) => SiteAnswer.Html($"<!DOCTYPE html><title>good {n}</title><p>{Words.Text(new Random(n), 100)}</p><a href=\"/\">home</a>");

    static SiteAnswer Robots(string root) => SiteAnswer.Of("text/plain", Encoding.UTF8.GetBytes(
        $"User-agent: *\nDisallow:\nSitemap: {root}/maps/loop.xml\nSitemap: {root}/maps/good.xml\n"));

    static string RootOf(string head) => "http://" + head.Split("\r\n").First(l => l.StartsWith("Host:", StringComparison.OrdinalIgnoreCase))[5..].Trim();

    static SiteAnswer Style(string text) => SiteAnswer.Of("text/css", Encoding.UTF8.GetBytes(text));

    static SiteAnswer Map(string root, string element, string entry, params string[] paths) => SiteAnswer.Of("text/xml", Encoding.UTF8.GetBytes(
        $"<{element} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{string.Concat(paths.Select(p => $"<{entry}><loc>{root}{p}</loc></{entry}>"))}</{element}>"));

    /// <summary>A billion laughs, and a file of the machine.</summary>
    static string Entities(string root, string body)
    {
        var levels = string.Concat(Enumerable.Range('b', 25).Select(c => $"<!ENTITY {(char)c} \"{Repeat($"&{(char)(c - 1)};", 10)}\">"));
        return $"<?xml version=\"1.0\"?><!DOCTYPE {root} [<!ENTITY a \"laugh\">{levels}<!ENTITY ext SYSTEM \"file:///etc/passwd\">]><{root} xmlns=\"http://www.w3.org/2000/svg\">{body}</{root}>";
    }

    /// <summary>10 GiB of spaces in 10 MiB: one member, many times over.</summary>
    static byte[] Bomb()
    {
        var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.SmallestSize, leaveOpen: true))
            for (var i = 0; i < 64; i++) gzip.Write(MiB);
        return [.. Enumerable.Repeat(member.ToArray(), 160).SelectMany(b => b)];
    }

    static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    static int Number(string target)
    {
        var name = target.AsSpan(target.LastIndexOf('/') + 1);
        var dot = name.IndexOf('.');
        return int.TryParse(dot < 0 ? name : name[..dot], CultureInfo.InvariantCulture, out var n) ? n : 0;
    }
}
