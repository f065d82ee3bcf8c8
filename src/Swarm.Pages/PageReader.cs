using Swarm.Domain.Crawling;
using Swarm.Pages.Css;
using Swarm.Pages.Html;
using Swarm.Pages.Lists;
using Swarm.Pages.Xml;

namespace Swarm.Pages;

/// <summary>Reads every format that is known; see there for the limits of each.</summary>
public sealed class PageReader : IPageReader
{
    public PageFormat FormatOf(string? contentType, string path) => PageFormats.Of(contentType, path);

    public PageReading Read(in PageSource source) => source.Format switch
    {
        PageFormat.Html => HtmlPage.Read(source),
        PageFormat.Css => CssPage.Read(source),
        PageFormat.Svg => SvgPage.Read(source),
        PageFormat.Feed => FeedPage.Read(source),
        PageFormat.Manifest => ManifestPage.Read(source),
        _ => PageReading.Empty,
    };

    public byte[]? Rewrite(in PageSource source, PageReading reading, Func<Reference, string?> replacement) =>
        PageRewriter.Rewrite(source, reading, replacement);
}
