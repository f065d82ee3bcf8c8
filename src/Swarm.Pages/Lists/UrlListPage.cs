using System.Text;
using Swarm.Domain;
using Swarm.Domain.Crawling;

namespace Swarm.Pages.Lists;

/// <summary>Reads a sitemap that is a plain text: one absolute URL a line (sitemaps.org). 50 MB, 50,000 URLs; other lines are passed over.</summary>
static class UrlListPage
{
    const int MostBytes = 50_000_000;
    const int MostEntries = 50_000;

    public static PageReading Read(in PageSource source)
    {
        var content = Gzip.Unpack(source.Content, out var cut);
        if (content.Length > MostBytes) (content, cut) = (content[..MostBytes], "more than 50 MB");
        var encoding = Charset.ByMark(content.Span) ?? Charset.ByType(source.ContentType) ?? Encoding.UTF8;
        if (encoding.CodePage is 1200 or 1201) (content, encoding) = (Encoding.Convert(encoding, Encoding.UTF8, content.ToArray()), Encoding.UTF8);
        var references = new ReferenceList(source.Url, MostEntries);
        AddLines(content.Span, encoding, references);
        return new PageReading { References = references.Found, Cut = references.Cut ?? cut };
    }

    static void AddLines(ReadOnlySpan<byte> rest, Encoding encoding, ReferenceList references)
    {
        if (rest.StartsWith(Encoding.UTF8.Preamble)) rest = rest[Encoding.UTF8.Preamble.Length..];
        while (!rest.IsEmpty && references.Cut is null)
        {
            var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
            var line = (end < 0 ? rest : rest[..end]).Trim(" \t"u8);
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (IsUrl(line)) references.Add(LinkKind.Entry, encoding.GetString(line), "line", "text", TextPlace.None);
        }
    }

    static bool IsUrl(ReadOnlySpan<byte> line) =>
        line.Length is > 8 and <= WebUrl.MaxLength
        && (Ascii.EqualsIgnoreCase(line[..7], "http://"u8) || Ascii.EqualsIgnoreCase(line[..8], "https://"u8));
}
