using Swarm.TestSupport;
using Swarm.TestSupport.Servers;
using Swarm.TestSupport.Sites.Construct;
using Xunit.Abstractions;

namespace Swarm.EndToEnd.Tests.Mirrors;

/// <summary>Pages of a mirror in a browser that has no network, beside the site itself.</summary>
[Collection(Alone.Name)]
public sealed class OfflineTests(ITestOutputHelper output)
{
    /// <summary>Pages that lack nothing on the site itself.</summary>
    static readonly string[] Pages =
    [
        "/", "/show", "/css/page", "/html/pictures", "/html/lazy", "/html/documents", "/html/heads", "/html/frames", "/html/links", "/enc/cp1251-header", "/enc/cp1251-meta", "/enc/cp1251-pragma", "/enc/cp1251-both", "/enc/sjis",
        "/enc/utf16le", "/enc/utf16be", "/enc/utf8-mark", "/enc/utf8-header", "/enc/utf8-meta", "/base/one", "/base/two", "/base/three", "/base/far", "/guard/page", "/guard/policy",
        "/names", "/m/page", "/wish/header",
    ];

    [ProgramFact("nginx", "chromium")]
    public async Task With_the_network_cut_saved_pages_look_as_they_do_over_http_and_no_request_fails()
    {
        using var folder = new TestFolder();
        await using var nginx = await ConstructSite.StartAsync(folder["nginx"]);
        var ran = await MirrorRun.RunAsync(ConstructSite.Seed, folder["out"], "--proxy", nginx.Root);
        Assert.True(ran.ExitCode is 0 or 1, ran.ToString());
        await using var online = await Browser.StartAsync(nginx.Root);
        await using var offline = await Browser.StartAsync(null);

        var pictures = 0;
        foreach (var page in Pages)
        {
            var (there, here) = (await online.LookAsync("http://site.test" + page), await offline.LookAsync(FileUrl(folder["out"], page)));
            Assert.True(there.Failed.Count == 0, $"{page} lacks something on the site itself: {string.Join(", ", there.Failed)}");
            Assert.True(here.Failed.Count == 0, $"{page}: {string.Join(", ", here.Failed)}");
            Assert.Equal((page, string.Join(' ', there.Pictures)), (page, string.Join(' ', here.Pictures)));
            Assert.Equal((page, string.Join('\n', there.Styles)), (page, string.Join('\n', here.Styles)));
            Assert.Equal((page, string.Join('\n', there.Texts)), (page, string.Join('\n', here.Texts)));
            pictures += here.Pictures.Count(width => width > 0);
        }

        output.WriteLine($"{Pages.Length} pages, {pictures} pictures");
        Assert.True(pictures > Pages.Length, $"{pictures} pictures show too little");
    }

    /// <summary>Puts the site and its mirror side by side into the file that <c>SWARM_PICTURE</c> names: README's picture is made so.</summary>
    [PictureFact]
    public async Task The_site_and_its_mirror_side_by_side()
    {
        using var folder = new TestFolder();
        await using var nginx = await ConstructSite.StartAsync(folder["nginx"]);
        await MirrorRun.RunAsync(ConstructSite.Seed, folder["out"], "--proxy", nginx.Root);
        await using var online = await Browser.StartAsync(nginx.Root);
        await using var offline = await Browser.StartAsync(null);
        await online.LookAsync("http://site.test/show", folder["online.png"]);
        await offline.LookAsync(FileUrl(folder["out"], "/show"), folder["offline.png"]);
        await File.WriteAllTextAsync(folder["both.html"], """
            <body style="margin:0;display:flex;gap:12px;padding:12px;background:#ccd;font:14px monospace"><figure style="margin:0">http://site.test/show<br><img src="online.png"></figure>
            <figure style="margin:0">site.test/show.html, network cut<br><img src="offline.png"></figure>
            """);

        await offline.LookAsync(new Uri(folder["both.html"]).AbsoluteUri, PictureFactAttribute.Picture, wide: true);
    }

    sealed class PictureFactAttribute : FactAttribute
    {
        public PictureFactAttribute() => Skip = Picture is null ? "makes a picture for the README where SWARM_PICTURE names a file" : null;

        public static string? Picture { get; } = Environment.GetEnvironmentVariable("SWARM_PICTURE");
    }

    static string FileUrl(string folder, string page)
    {
        var file = ConstructSite.Files.First(f => f.Url == "http://site.test" + page).File ?? throw new InvalidOperationException(page + " has no fixed name");
        return new Uri(Path.Combine(folder, file)).AbsoluteUri;
    }
}
