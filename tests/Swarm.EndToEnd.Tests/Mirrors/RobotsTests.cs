using System.Globalization;
using System.Text;
using Swarm.TestSupport;
using Swarm.TestSupport.Servers;
using Swarm.TestSupport.Sites;
using Xunit.Abstractions;

namespace Swarm.EndToEnd.Tests.Mirrors;

/// <summary>robots.txt as the server sees it kept.</summary>
[Collection(Alone.Name)]
public sealed class RobotsTests(ITestOutputHelper output)
{
    const int Pages = 5000;
    const string Rules = "User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /private/\nDisallow: /*/draft\nDisallow: *.pdf$\nAllow: /private/open\nCrawl-delay: 0.003\n";
    static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(3);

    /// <summary>Where the machine is busy another process may come between the client's look at its clock and its packet.</summary>
    static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(1.5);

    [ArrivalFact]
    public async Task Over_5000_pages_no_disallowed_request_is_made_and_no_two_come_closer_than_the_crawl_delay()
    {
        using var folder = new TestFolder();
        var origin = new ArrivalOrigin(seed: 1, longestThought: 1, Answer);

        var ran = await MirrorRun.RunAsync(origin.Root + "/", folder["out"], "--per-origin", "4");
        await origin.DisposeAsync();

        Assert.True(ran.ExitCode == 0, ran.ToString());
        var targets = origin.Requests.Select(r => r.Target).ToList();
        Assert.Equal("/robots.txt", targets[0]);
        Assert.Equal(Enumerable.Range(0, Pages).Select(Name).Append("/robots.txt").Append("/private/open").Order(StringComparer.Ordinal), targets.Order(StringComparer.Ordinal));
        var gaps = origin.Arrivals.Skip(1).Zip(origin.Arrivals, (later, earlier) => later - earlier).Order().ToList();
        output.WriteLine($"{ran.Took.TotalSeconds:0.0} s; smallest gaps: {string.Join(" ", gaps.Take(20).Select(g => g.TotalMilliseconds.ToString("0.00", CultureInfo.InvariantCulture)))} ms");
        Assert.DoesNotContain(gaps, g => g < Delay - Tolerance);
    }

    static byte[] Answer(string target) => (target switch
    {
        "/robots.txt" => SiteAnswer.Of("text/plain", Encoding.ASCII.GetBytes(Rules)),
        "/private/open" => SiteAnswer.Html("<!DOCTYPE html><title>open</title>"),
        _ => Page(target),
    }).Wire;

    /// <summary>A page links to eight more, and to what is disallowed.</summary>
    static SiteAnswer Page(string target)
    {
        var n = target == "/" ? 0 : int.Parse(target.AsSpan(target.LastIndexOf('/') + 1), CultureInfo.InvariantCulture);
        var links = Enumerable.Range((8 * n) + 1, 8).Where(i => i < Pages).Select(i => $"<a href=\"{Name(i)}\">{i}</a>");
        return SiteAnswer.Html($"<!DOCTYPE html><title>{n}</title><p>{Words.Text(new Random(n), 60)}</p>{string.Concat(links)}"
            + $"<a href=/private/{n}>private</a><img src=/private/{n}.png><a href=/private/open>open</a><a href=/x/draft{n}>draft</a><a href=/{n}.pdf>pdf</a>");
    }

    static string Name(int i) => i == 0 ? "/" : string.Create(CultureInfo.InvariantCulture, $"/p{i % 40}/{i}");
}
