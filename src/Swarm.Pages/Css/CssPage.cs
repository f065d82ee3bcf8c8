using System.Text;
using Swarm.Domain;
using Swarm.Domain.Crawling;

namespace Swarm.Pages.Css;

/// <summary>Reads a style sheet's file: the first 10 MiB of it, up to 10,000 references.</summary>
static class CssPage
{
    const int MostBytes = 10 << 20;

    /// <summary>With those that lead nowhere (<c>data:</c>), of which a style sheet may hold many.</summary>
    const int MostUrls = 10 * ReferenceList.MostOfPage;

    public static PageReading Read(in PageSource source)
    {
        var isCut = source.Content.Length > MostBytes;
        var content = source.Content.Span[..Math.Min(source.Content.Length, MostBytes)];
        var text = PageText.Of(content, EncodingOf(content, source.ContentType));
        var found = new List<CssReference>();
        var start = text.View.StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal) ? 3 : 0;
        CssScanner.Find(text.View, start, text.View.Length - start, found, MostUrls);
        if (isCut && found is [.., var last] && last.Start + last.Length == text.View.Length) found.RemoveAt(found.Count - 1); // cut through
        return Reading(source.Url, text, found, isCut);
    }

    static PageReading Reading(WebUrl url, PageText text, List<CssReference> found, bool isCut)
    {
        var references = new ReferenceList(url);
        foreach (var one in found)
        {
            var place = text.Place(one.Start, one.Length, one.Syntax);
            if (!references.Add(LinkKind.Requisite, one.TextIn(text), "css", one.IsImport ? "import" : "url", place)) break;
        }

        return new PageReading
        {
            References = references.Found,
            Cut = references.Cut ?? (isCut ? "a style sheet of more than 10 MiB" : found.Count >= MostUrls ? $"more than {MostUrls} URLs" : null),
        };
    }

    /// <summary>CSS Syntax Level 3, section 3.2: the mark, the type, <c>@charset</c>, else UTF-8.</summary>
    static Encoding EncodingOf(ReadOnlySpan<byte> content, string? contentType) =>
        Charset.ByMark(content) ?? Charset.ByType(contentType) ?? ByRule(content) ?? Encoding.UTF8;

    /// <summary>What a style sheet says of itself; null: nothing.</summary>
    public static Encoding? ByRule(ReadOnlySpan<byte> content)
    {
        var rule = content[..Math.Min(content.Length, 1024)];
        if (!rule.StartsWith("@charset \""u8)) return null;
        rule = rule["@charset \"".Length..];
        var end = rule.IndexOf("\";"u8);
        if (end < 0) return null;
        var named = Charset.ByLabel(Encoding.Latin1.GetString(rule[..end]));
        return named?.CodePage is 1200 or 1201 ? Encoding.UTF8 : named; // the rule could be read, so it is neither
    }
}
