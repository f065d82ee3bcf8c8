using System.Text;
using System.Text.RegularExpressions;
using Swarm.Domain;
using Swarm.Domain.Crawling;

namespace Swarm.Tests.Mirrors;

/// <summary>Reads pages of which every attribute is quoted: <c>base</c>, <c>integrity</c>, <c>href</c>, <c>src</c> and <c>id</c>.</summary>
sealed class PlainReader : IPageReader
{
    public PageFormat FormatOf(string? contentType, string path) => path.EndsWith(".html", StringComparison.Ordinal) ? PageFormat.Html : PageFormat.None;

    public PageReading Read(in PageSource source)
    {
        var (url, text) = (source.Url, Encoding.Latin1.GetString(source.Content.Span));
        if (text.Contains("BOOM", StringComparison.Ordinal)) throw new InvalidOperationException("a reader's fault");
        var baseUrl = Regex.Match(text, "<base href=\"([^\"]*)\"") is { Success: true } given ? url.Resolve(given.Groups[1].Value)! : url;
        return new PageReading
        {
            References = [.. Regex.Matches(text, "<(\\w+) (?:href|src)=\"([^\"]*)\"|( integrity)=").Select(m => Of(m, baseUrl))],
            Anchors = [.. Regex.Matches(text, " id=\"([^\"]*)\"").Select(m => m.Groups[1].Value)],
        };
    }

    public byte[]? Rewrite(in PageSource source, PageReading reading, Func<Reference, string?> replacement)
    {
        var text = Encoding.Latin1.GetString(source.Content.Span);
        var before = text;
        foreach (var reference in reading.References.Reverse())
            if (replacement(reference) is { } other)
                text = text.Remove(reference.Place.Start, reference.Place.Length).Insert(reference.Place.Start, other);
        return text == before ? null : Encoding.Latin1.GetBytes(text);
    }

    static Reference Of(Match match, WebUrl baseUrl)
    {
        var group = match.Groups[3].Success ? match.Groups[3] : match.Groups[2];
        var (element, text) = (match.Groups[1].Value, group.Value);
        var kind = match.Groups[3].Success ? LinkKind.Guard : element switch { "base" => LinkKind.Base, "a" => LinkKind.Link, _ => LinkKind.Requisite };
        var cut = text.IndexOf('#', StringComparison.Ordinal);
        var start = kind == LinkKind.Guard ? group.Index + 1 : group.Index;
        return new Reference(kind)
        {
            Text = text.Trim(), Element = element, Attribute = kind == LinkKind.Guard ? "integrity" : element is "a" or "base" ? "href" : "src",
            Url = kind == LinkKind.Guard ? null : baseUrl.Resolve(text), Fragment = cut < 0 ? null : text[cut..],
            Place = new TextPlace(start, group.Length - (start - group.Index), TextSyntax.DoubleQuoted),
        };
    }
}
