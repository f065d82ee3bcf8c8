using System.Globalization;
using static Swarm.TestSupport.Sites.SiteReference;

namespace Swarm.TestSupport.Sites.Construct;

/// <summary>A page that is worth looking at: styles by an imported sheet, pictures by every road, drawings, three scripts.</summary>
static class ShowPage
{
    public static IEnumerable<SiteFile> All() => [Page(), Style(), Imported(), Logo(), .. Enumerable.Range(1, 6).Select(Tile)];

    static SiteFile Page() => SiteFile.Html("/show", $$"""
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Island weather</title><link rel="stylesheet" href="{{To("/show/style.css")}}"></head>
        <body><header><img class="logo" src="{{To("/show/logo.svg")}}" alt=""><h1>Island weather</h1><nav><a href="{{To("/", "//www.site.test/")}}">Home</a><a href="{{To("/names", "/names")}}">Names</a><a href="{{To("/css/page")}}">Styles</a></nav></header>
        <main><p class="lead">Six views from the harbour. Шесть видов из гавани. Έξι όψεις από το λιμάνι.</p><section>
        <figure><img src="{{To("/show/tile1.svg")}}" alt=""><figcaption>by <b>src</b></figcaption></figure>
        <figure><img srcset="{{To("/show/tile2.svg")}} 1x, {{To("/img/two.png", "img/two.png")}} 3x" alt=""><figcaption>by <b>srcset</b></figcaption></figure>
        <figure><picture><source srcset="{{To("/show/tile3.svg", "show/tile3.svg")}}" media="(min-width:1px)"><img src="{{To("/show/tile1.svg", "show/tile1.svg")}}" alt=""></picture><figcaption>by <b>picture</b></figcaption></figure>
        <figure><div class="four"></div><figcaption>by <b>CSS url()</b></figcaption></figure>
        <figure><div style="background-image:url(&quot;{{StyleAttribute("/show/tile5.svg", "./show/tile5.svg")}}&quot;)"></div><figcaption>by <b>style=</b></figcaption></figure>
        <figure><div class="six"></div><figcaption>by <b>@import</b></figcaption></figure>
        </section></main><footer>Saved with its links: <a href="{{To("/html/links", "html/links#top")}}">links</a>, <a href="{{Away("/gone")}}">what is gone</a></footer></body></html>

        """, "site.test/show.html");

    static SiteFile Style() => SiteFile.Style("/show/style.css", $$"""
        @import url({{Css("/show/import/colours.css", "import/colours.css")}});
        * { box-sizing: border-box } body { margin: 0; font: 15px/1.5 sans-serif }
        header { display: flex; align-items: center; gap: 14px; padding: 14px 24px } h1 { font-size: 24px; margin: 0; flex: 1 } .logo { width: 44px; height: 44px }
        nav a { margin-left: 14px; text-decoration: none } main { padding: 6px 24px } .lead { font-size: 16px }
        section { display: grid; grid-template-columns: repeat(3, 1fr); gap: 14px } figure { margin: 0; border-radius: 8px; overflow: hidden; background: #fff; box-shadow: 0 1px 4px #0003 }
        figure img, figure div { display: block; width: 100%; height: 96px; object-fit: cover; background-size: cover } figcaption { padding: 6px 10px; font-size: 13px }
        .four { background: url('{{Css("/show/tile4.svg", "tile4.svg")}}') } footer { padding: 12px 24px; font-size: 13px }

        """);

    static SiteFile Imported() => SiteFile.Style("/show/import/colours.css",
        $"body {{ background: #eef4f7; color: #1c3440 }} header {{ background: #0b4f6c; color: #fff }} nav a {{ color: #bfe3f2 }} a {{ color: #0b6e99 }} .six {{ background-image: url(\"{Css("/show/tile6.svg", "../tile6.svg")}\") }}\n");

    static SiteFile Logo() => Drawing("/show/logo.svg", "<circle cx=\"22\" cy=\"22\" r=\"20\" fill=\"#f6ae2d\"/><path d=\"M4 28q9-8 18 0t18 0v8q-18 12-36 0z\" fill=\"#33a1c9\"/>", 44, 44);

    /// <summary>Sun, hills and sea in the colours of an hour.</summary>
    static SiteFile Tile(int n)
    {
        var sky = string.Create(CultureInfo.InvariantCulture, $"<rect width=\"240\" height=\"120\" fill=\"hsl({200 + (n * 25)},65%,82%)\"/><circle cx=\"{20 + (n * 33)}\" cy=\"{34 + (n * 5 % 17)}\" r=\"16\" fill=\"hsl({50 - (n * 5)},95%,60%)\"/>");
        var land = string.Create(CultureInfo.InvariantCulture, $"<path d=\"M0 90L{30 * n} 50L{(30 * n) + 60} 90z\" fill=\"hsl({90 + (n * 12)},35%,38%)\"/><path d=\"M0 86h240v34H0z\" fill=\"hsl({190 + (n * 6)},55%,45%)\"/>");
        return Drawing($"/show/tile{n}.svg", sky + land, 240, 120);
    }

    static SiteFile Drawing(string url, string body, int width, int height) => SiteFile.Page(url, "image/svg+xml",
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Text(width)}\" height=\"{Text(height)}\" viewBox=\"0 0 {Text(width)} {Text(height)}\">{body}</svg>\n");

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
