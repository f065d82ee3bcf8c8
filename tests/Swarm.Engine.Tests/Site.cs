using System.Text;
using Swarm.Domain;
using Swarm.Domain.Crawling;

namespace Swarm.Engine.Tests;

/// <summary>A site that is made up: pages by their file's name, one reference a line (<c>a /x</c>, <c>a! /x</c> for nofollow, <c>img /y</c>), or a word that tells what is wrong.</summary>
sealed class Site : IPageStore, IPageReader
{
    readonly Dictionary<string, string> _pages = new(StringComparer.Ordinal);

    /// <summary>What a page holds that was not given.</summary>
    public Func<string, string?> Otherwise { get; init; } = _ => null;

    public Site Page(string path, params string[] lines)
    {
        _pages[path] = string.Join('\n', lines);
        return this;
    }

    public byte[]? Load(string path, long maximumLength)
    {
        var text = _pages.GetValueOrDefault(path) ?? Otherwise(path);
        return text is null ? null : Encoding.UTF8.GetBytes(text);
    }

    public PageFormat FormatOf(string? contentType, string path) => path.EndsWith(".html", StringComparison.Ordinal) ? PageFormat.Html : PageFormat.None;

    public PageReading Read(in PageSource source)
    {
        var (url, text) = (source.Url, Encoding.UTF8.GetString(source.Content.Span));
        if (text == "poison") throw new InvalidOperationException("a page that breaks its reader");
        var wish = text.Contains("nofollow", StringComparison.Ordinal) ? PageWish.NoFollow : PageWish.None;
        return new PageReading { Wish = wish, Likeness = text.Contains("calendar", StringComparison.Ordinal) ? 0x5eed : 0UL, References = [.. text.Split('\n').Select(l => l.Split(' ')).Where(l => l.Length == 2).Select(l => Reference(url, l))] };
    }

    public byte[]? Rewrite(in PageSource source, PageReading reading, Func<Reference, string?> replacement) => null;

    static Reference Reference(WebUrl page, string[] line) => new(line[0] switch { "img" => LinkKind.Requisite, "map" => LinkKind.Sitemap, _ => LinkKind.Link })
    {
        Text = line[1],
        Url = page.Resolve(line[1]),
        Element = line[0],
        Attribute = "href",
        NoFollow = line[0] == "a!",
    };
}
