using Swarm.Domain.Crawling;

namespace Swarm.Pages.Html;

/// <summary>
/// Reads a page of HTML: the first 10 MiB of it, up to 10,000 references, in time linear to its length; with it what stands in the <c>srcdoc</c>
/// of its <c>iframe</c>s.
/// </summary>
static class HtmlPage
{
    const int MostBytes = 10 << 20;

    public static PageReading Read(in PageSource source)
    {
        var content = source.Content.Span[..Math.Min(source.Content.Length, MostBytes)];
        var page = PageText.Of(content, HtmlEncoding.Of(content, source.ContentType));
        var reader = new HtmlReader(page, source.WantsLikeness);
        using var tokens = new HtmlTokens(page.View, source.IsXhtml);
        reader.TakeAll(tokens);
        return reader.Reading(source.Url, content.Length < source.Content.Length ? "a page of more than 10 MiB" : null);
    }
}
