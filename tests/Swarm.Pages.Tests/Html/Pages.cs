using System.Text;
using Swarm.Domain;
using Swarm.Domain.Crawling;

namespace Swarm.Pages.Tests.Html;

/// <summary>Short ways to read pages and to tell what was found.</summary>
static class Pages
{
    static Pages() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static WebUrl Url { get; } = WebUrl.Parse("http://s.example/dir/page.html");

    public static PageReader Reader { get; } = new();

    public static PageSource Source(byte[] content, string? contentType = null) => new(Url, PageFormat.Html, content, contentType);

    public static PageSource Source(string html) => Source(Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8");

    public static PageReading Read(string html) => Reader.Read(Source(html) with { WantsLikeness = true });

    /// <summary><c>Kind element attribute text</c> of each reference.</summary>
    public static string[] Found(string html) => [.. Read(html).References.Select(Line)];

    public static string Line(Reference reference) => $"{reference.Kind} {reference.Element} {reference.Attribute} {reference.Text}";

    /// <summary>Each reference's URL and fragment.</summary>
    public static string[] Urls(string html) => [.. Read(html).References.Select(r => r.Url + r.Fragment)];

    public static string? Rewrite(string html, Func<Reference, string?> replacement)
    {
        var source = Source(html);
        var rewritten = Reader.Rewrite(source, Reader.Read(source), replacement);
        return rewritten is null ? null : Encoding.UTF8.GetString(rewritten);
    }
}
