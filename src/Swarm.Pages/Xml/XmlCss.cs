using System.Text;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Pages.Css;

namespace Swarm.Pages.Xml;

/// <summary>CSS that stands in XML, where entities may stand for its characters: places are those of what is written.</summary>
static class XmlCss
{
    /// <param name="attribute">Null in a style element.</param>
    /// <param name="isCdata">Nothing there is an entity.</param>
    public static void Find(PageText page, int start, int length, ReferenceList references, string element, string? attribute, bool isCdata = false)
    {
        if (attribute is not null && !page.View.AsSpan(start, length).ContainsAny('(', '&')) return; // most are mere colours
        var found = new List<CssReference>();
        var isPlain = isCdata || !page.View.AsSpan(start, length).Contains('&');
        var origins = new List<int>();
        var css = isPlain ? page.View : Unescape(page, start, length, origins);
        CssScanner.Find(css, isPlain ? start : 0, isPlain ? length : css.Length, found, references.Left + 1);
        foreach (var one in found)
        {
            var end = one.Start + one.Length;
            var (from, to) = isPlain ? (one.Start, end) : (origins[one.Start], origins[end]);
            var place = page.Place(from, to - from, isCdata ? one.Syntax : TextSyntax.CssInAttribute);
            references.Add(LinkKind.Requisite, one.TextIn(page, css), element, attribute ?? (one.IsImport ? "import" : "url"), place);
        }
    }

    /// <summary>As text of the page's kind, with entities resolved; <paramref name="origins"/> says of each char where it stood, and of the end.</summary>
    static string Unescape(PageText page, int start, int length, List<int> origins)
    {
        var raw = page.View.AsSpan(start, length);
        var css = new StringBuilder(length);
        for (var at = 0; at < length;)
        {
            if (XmlEntities.TryRead(raw[at..], out var rune, out var consumed)) css.Append(page.Encode(rune.ToString()));
            else css.Append(raw[at]);
            while (origins.Count < css.Length) origins.Add(start + at);
            at += consumed;
        }

        origins.Add(start + length);
        return css.ToString();
    }
}
