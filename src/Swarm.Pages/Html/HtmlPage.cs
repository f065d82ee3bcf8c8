using Swarm.Domain.Crawling;

namespace Swarm.Pages.Html;

/// <summary>
/// Reads a page of HTML: the first 10 MiB of it, up to 10,000 references, in time linear to its length. What stands in an <c>iframe</c>'s
/// <c>srcdoc</c> is not looked at.
/// </summary>
static class HtmlPage
{
    const int MostBytes = 10 << 20;

    public static PageReading Read(in PageSource source)
    {
        var content = source.Content.Span[..Math.Min(source.Content.Length, MostBytes)];
        var page = PageText.Of(content, HtmlEncoding.Of(content, source.ContentType));
        var reader = new HtmlReader(source.Url, page, source.WantsLikeness);
        using var tokens = new HtmlTokens(page.View, source.IsXhtml);
        while (!reader.IsFull && tokens.MoveNext()) reader.Take(tokens);
        return reader.Reading(content.Length < source.Content.Length ? "a page of more than 10 MiB" : null);
    }
}
