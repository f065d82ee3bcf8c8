using Microsoft.Playwright;

namespace Swarm.EndToEnd.Tests.Mirrors;

/// <summary>What a page looks like to its reader, frames included.</summary>
/// <param name="Pictures">Of each picture in the page its width in pixels; 0: it is not there.</param>
/// <param name="Styles">Of each element what CSS made of it.</param>
/// <param name="Texts">Of each frame what it says.</param>
/// <param name="Failed">Requests that came to nothing.</param>
sealed record PageLook(IReadOnlyList<int> Pictures, IReadOnlyList<string> Styles, IReadOnlyList<string> Texts, IReadOnlyList<string> Failed);

/// <summary>The machine's own Chromium, without a window.</summary>
sealed class Browser : IAsyncDisposable
{
    public const string Program = "/usr/bin/chromium";

    const string Probe = """
        () => {
          const all = [...document.querySelectorAll(':not(meta)')];
          const names = ['color', 'backgroundColor', 'fontSize', 'marginLeft', 'paddingLeft', 'display', 'width', 'height'];
          return {
            text: document.title + '\n' + (document.body?.innerText ?? ''),
            pictures: [...document.images].map(i => i.complete ? i.naturalWidth : -1),
            styles: all.map(e => { const s = getComputedStyle(e); return e.tagName + ' ' + names.map(n => s[n]).join(' ') + (s.backgroundImage === 'none' ? '' : ' picture'); }),
          };
        }
        """;

    readonly IPlaywright _playwright;
    readonly IBrowser _browser;
    readonly IPage _page;
    readonly List<string> _failed = [];

    Browser(IPlaywright playwright, IBrowser browser, IPage page)
    {
        (_playwright, _browser, _page) = (playwright, browser, page);
        page.RequestFailed += (_, request) => _failed.Add($"{request.Url}: {request.Failure}");
        page.Response += (_, response) => { if (response.Status >= 400) _failed.Add($"{response.Url}: {response.Status}"); };
    }

    /// <param name="proxy">All hosts are reached through it; null: there is no network.</param>
    public static async Task<Browser> StartAsync(string? proxy)
    {
        var playwright = await Playwright.CreateAsync();
        string[] cut = proxy is null ? ["--host-resolver-rules=MAP * ~NOTFOUND"] : [];
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Headless = true,
            Proxy = proxy is null ? null : new Proxy { Server = proxy },
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", .. cut],
        });
        return new Browser(playwright, browser, await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 640, Height = 480 } }));
    }

    public async Task<PageLook> LookAsync(string url, string? picture = null, bool wide = false)
    {
        if (wide) await _page.SetViewportSizeAsync(1316, 520);
        _failed.Clear();
        await _page.GotoAsync(url, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        var (pictures, styles, texts) = (new List<int>(), new List<string>(), new List<string>());
        foreach (var frame in _page.Frames)
        {
            var seen = await frame.EvaluateAsync<Seen>(Probe);
            pictures.AddRange(seen.Pictures);
            styles.AddRange(seen.Styles);
            texts.Add(seen.Text);
        }

        if (picture is not null) await _page.ScreenshotAsync(new PageScreenshotOptions { Path = picture });
        return new PageLook(pictures, styles, texts, [.. _failed]);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
    }

    sealed class Seen
    {
        public int[] Pictures { get; set; } = [];

        public string[] Styles { get; set; } = [];

        public string Text { get; set; } = "";
    }
}
