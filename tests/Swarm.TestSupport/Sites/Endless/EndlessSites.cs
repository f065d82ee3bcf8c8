using System.Globalization;
using System.Text;

namespace Swarm.TestSupport.Sites.Endless;

/// <summary>A site without an end.</summary>
/// <param name="Name">In a few words.</param>
/// <param name="Seed">Path of its first page.</param>
/// <param name="Answer">Made of a target alone, or of chance where the site gives out session ids.</param>
public sealed record EndlessSite(string Name, string Seed, Func<string, SiteAnswer> Answer)
{
    public override string ToString() => Name;
}

/// <summary>The kinds of sites that never end, as crawlers meet them.</summary>
public static class EndlessSites
{
    const string Products = "/shop/items";
    static readonly string Banner = Words.Text(new Random(1), 160);

    public static IReadOnlyList<EndlessSite> All { get; } =
    [
        new("calendar", "/calendar?y=2026&m=1", Calendar),
        new("growing path", "/docs/", GrowingPath),
        new("session id in path", "/s/start/", new Sessions(2).InPath),
        new("session id in query", "/page/0", new Sessions(3).InQuery),
        new("parameter permutations", Products, Permutations),
        new("re-encoded ampersands", "/view?a=1&b=2", Ampersands),
        new("soft 404", "/home", SoftNotFound),
        new("endless pagination", "/list/1", Pagination),
        new("redirects to longer URLs", "/go", LongerRedirects),
    ];

    /// <summary>Each month links to the next, the last, and to each of its days.</summary>
    static SiteAnswer Calendar(string target)
    {
        var (y, m, day) = (Number(target, "y="), Number(target, "m="), Number(target, "d="));
        if (target == "/robots.txt") return SiteAnswer.Status(404);
        var links = new StringBuilder();
        for (var d = 1; d <= 28; d++) links.Append(CultureInfo.InvariantCulture, $"<td><a href=\"/calendar?y={y}&amp;m={m}&amp;d={d}\">{d}</a></td>");
        var months = $"<a href=\"/calendar?y={y + (m / 12)}&amp;m={(m % 12) + 1}\">next</a> <a href=\"/calendar?y={y - (m == 1 ? 1 : 0)}&amp;m={(m == 1 ? 12 : m - 1)}\">last</a>";
        return Page($"Calendar {y}-{m} {(day > 0 ? day.ToString(CultureInfo.InvariantCulture) : "")}", $"<p>No events in this time.</p><table><tr>{links}</tr></table>{months}");
    }

    /// <summary>Relative links on a page that answers below itself.</summary>
    static SiteAnswer GrowingPath(string target) => target == "/robots.txt"
        ? SiteAnswer.Status(404)
        : Page("Documentation", "<a href=\"guide/\">guide</a> <a href=\"reference/\">reference</a> <a href=\"guide/install/\">install</a>");

    /// <summary>Every URL is a page, and says that it is none.</summary>
    static SiteAnswer SoftNotFound(string target) => target == "/robots.txt"
        ? SiteAnswer.Status(404)
        : Page("Not found", $"<p>Nothing here: {target.Length % 7}</p><a href=\"/x{Mix(target, 1)}\">perhaps</a> <a href=\"/y/{Mix(target, 2)}.html\">or this</a> <a href=\"/z/{Mix(target, 3)}/\">or that</a>");

    /// <summary>Ten ways to look at the same dozen products, in any order; the first two turn them around.</summary>
    static SiteAnswer Permutations(string target)
    {
        if (target == "/robots.txt") return SiteAnswer.Status(404);
        var query = target.Contains('?', StringComparison.Ordinal) ? target[(target.IndexOf('?', StringComparison.Ordinal) + 1)..] : "";
        var links = string.Concat(Enumerable.Range(0, 10).Where(k => !query.Contains($"f{k}=", StringComparison.Ordinal))
            .SelectMany(k => new[] { $"f{k}=1", $"f{k}=2" }).Select(p => $"<a href=\"{Products}?{(query + (query.Length > 0 ? "&" : "") + p).Replace("&", "&amp;", StringComparison.Ordinal)}\">{p}</a> "));
        var order = string.Concat(new[] { "f0=1", "f0=2", "f1=1", "f1=2" }.Where(p => query.Contains(p, StringComparison.Ordinal)));
        var items = string.Concat(Enumerable.Range(0, 12).OrderBy(i => Mix(order, i)).Select(i => $"<li>Product number {i}: {Words.Text(new Random(i), 12)}</li>"));
        return Page("Products", $"<ul>{items}</ul>{links}");
    }

    /// <summary>A template that escapes what is escaped: each page's links hold one more <c>amp;</c>.</summary>
    static SiteAnswer Ampersands(string target) => target == "/robots.txt"
        ? SiteAnswer.Status(404)
        : Page("View", $"<a href=\"{target.Replace("&", "&amp;amp;", StringComparison.Ordinal)}\">again</a> <a href=\"{target.Replace("&", "&amp;amp;", StringComparison.Ordinal)}&amp;c={target.Length}\">and again</a>");

    /// <summary>Sixty pages of things, and then pages of none.</summary>
    static SiteAnswer Pagination(string target)
    {
        if (target == "/robots.txt") return SiteAnswer.Status(404);
        var page = int.TryParse(target.AsSpan(target.LastIndexOf('/') + 1), CultureInfo.InvariantCulture, out var n) ? n : 1;
        var items = page > 60 ? "<p>There are no further entries.</p>" : $"<p>{Words.Text(new Random(page), 220)}</p>";
        return Page($"Page {page}", $"{items}<a href=\"/list/{page + 1}\">next</a> <a href=\"/list/{page + 10}\">later</a>");
    }

    static SiteAnswer LongerRedirects(string target) => target switch
    {
        "/robots.txt" => SiteAnswer.Status(404),
        "/go" => Page("Go", string.Concat(Enumerable.Range(0, 50).Select(i => $"<a href=\"/go/{i}\">{i}</a> "))),
        _ => SiteAnswer.Status(302, "Location: " + target + "/on"),
    };

    internal static SiteAnswer Page(string title, string body) =>
        SiteAnswer.Html($"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1><p>{Banner}</p>{body}</body></html>");

    static int Number(string target, string key)
    {
        var at = target.IndexOf(key, StringComparison.Ordinal);
        if (at < 0) return 0;
        var digits = target.AsSpan(at + key.Length);
        var end = digits.IndexOfAnyExcept("-0123456789");
        return int.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
    }

    static uint Mix(string text, int salt) => (uint)text.Aggregate(salt * 7919, (sum, c) => (sum * 31) + c);
}
