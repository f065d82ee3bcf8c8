using System.Text;
using Swarm.TestSupport.Servers;
using static Swarm.TestSupport.Sites.SiteReference;

namespace Swarm.TestSupport.Sites.Construct;

/// <summary>
/// A site of every construct that leads somewhere, with what a mirror must make of each: <c>http://site.test/</c>, known as <c>www.</c> and over
/// https too, with requisites on <c>http://cdn.test/</c>.
/// </summary>
public static class ConstructSite
{
    public const string Seed = Main + "/";

    static readonly string[] Hubs =
    [
        "/html/links", "/html/pictures", "/html/media", "/html/lazy", "/html/documents", "/html/frames", "/html/refresh1", "/html/refresh2", "/html/no-links", "/html/heads", "/css/page", "/names", "/m/page", "/show",
        "/enc/cp1251-header", "/enc/cp1251-meta", "/enc/cp1251-pragma", "/enc/cp1251-both", "/enc/sjis", "/enc/utf16le", "/enc/utf16be", "/enc/utf8-mark", "/enc/utf8-header",
        "/enc/utf8-meta", "/base/one", "/base/two", "/base/three", "/base/far", "/guard/page", "/guard/policy", "/wish/nofollow", "/wish/header", "/private/but-this",
    ];

    /// <summary>All files; what references name and no page declares is made up.</summary>
    public static IReadOnlyList<SiteFile> Files { get; } = Complete(
        [Home(), .. ElementPages.All(), .. StylePages.All(), .. EncodingPages.All(), .. NamePages.All(), .. MovePages.All(), .. GuardPages.All(), .. ShowPage.All(), .. FeedPages.All()]);

    public static Task<NginxServer> StartAsync(string folder) => NginxSite.StartAsync(Directory.CreateDirectory(folder).FullName, Files, MovePages.Moves);

    static SiteFile Home()
    {
        var text = new MarkedText(0, 0);
        text.AppendLiteral("<!DOCTYPE html>\n<html><head><title>home</title></head><body><img src=\"");
        text.AppendFormatted(To("/img/home-page.png"));
        text.AppendLiteral("\"><ul>\n");
        foreach (var hub in Hubs)
        {
            text.AppendLiteral("<li><a href=\"");
            text.AppendFormatted(To(hub));
            text.AppendLiteral("\">on</a>\n");
        }

        text.AppendLiteral("</ul></body></html>\n");
        return SiteFile.Html("/", text, "site.test/index.html");
    }

    static List<SiteFile> Complete(List<SiteFile> files)
    {
        var known = files.Select(f => f.Url).ToHashSet(StringComparer.Ordinal);
        var wanted = files.SelectMany(f => f.Text?.References ?? []).Where(r => r.Lead == Lead.Saved).Select(r => r.Target).ToList();
        files.AddRange(wanted.Where(known.Add).Select(MadeUp));
        return [.. files.Select(f => f.File is null && IsPlain(f) ? f with { File = f.Url["http://".Length..] } : f)];
    }

    static SiteFile MadeUp(string url) => Path.GetExtension(url) switch
    {
        ".png" => new SiteFile(url, "image/png") { Bytes = TinyPicture.Png(url) },
        ".ico" => new SiteFile(url, "image/x-icon") { Bytes = TinyPicture.Png(url) },
        ".js" => SiteFile.Raw(url, "application/javascript", $"// {url}\nvar loaded = '/trap/in-js';\n"),
        ".mp4" or ".webm" or ".mp3" or ".ogg" or ".woff" or ".woff2" or ".vtt" => SiteFile.Raw(url, "application/octet-stream", "content of " + url),
        _ => throw new InvalidOperationException("nothing declares " + url),
    };

    static bool IsPlain(SiteFile file) => file.Url["http://".Length..] is var name && !file.IsOptional && !name.StartsWith("site.test/n/", StringComparison.Ordinal) && Path.GetExtension(name) is ".png" or ".ico" or ".js" or ".css" or ".svg" or ".xml"
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '/' or '.' or '-' or ',');
}
