using Swarm.Domain;
using Swarm.Domain.Crawling.Robots;
using Swarm.Mirrors.Looking;
using Swarm.Settings;

namespace Swarm.Tests.Mirrors;

/// <summary>Looks at a site that keep nothing: its robots.txt, and what a mirror of it would come to.</summary>
public sealed class LookTests : IAsyncLifetime
{
    readonly TestSite _site = new TestSite()
        .Page("/", "<a href=/a>a</a><a href=/private/x>x</a><img src=/i.png><a href=http://elsewhere.invalid/>out</a>");

    [Fact]
    public async Task A_plan_counts_what_the_first_page_and_the_sitemaps_tell_and_keeps_to_robots()
    {
        _site.Put("/robots.txt", 200, "text/plain", $"User-agent: *\nDisallow: /private/\nCrawl-delay: 2\nSitemap: {_site.Url("/map.xml")}\n")
            .Put("/map.xml", 200, "application/xml", $"<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url><loc>{_site.Url("/mapped")}</loc></url></urlset>");
        var plan = await MakeAsync(new MirrorOptions());
        Assert.Equal((200, 4), (plan.Status, plan.Urls));
        Assert.Equal(1, Assert.Single(plan.Sitemaps).Entries);
        Assert.Contains(plan.Hosts, h => h is { IsIn: false, Rule: "robots.txt", Count: 1 });
        Assert.Contains(plan.Hosts, h => h is { IsIn: false, Host: "elsewhere.invalid" });
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8)), (plan.Spacing, plan.Estimate));
        Assert.Equal(["/", "/map.xml", "/robots.txt"], _site.Requests.Select(r => r.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_seed_that_robots_forbid_is_not_asked_for()
    {
        _site.Put("/robots.txt", 200, "text/plain", "User-agent: *\nDisallow: /\n");
        var plan = await MakeAsync(new MirrorOptions());
        Assert.Null(plan.Status);
        Assert.Equal("/robots.txt", Assert.Single(_site.Requests).Path);
    }

    [Fact]
    public async Task A_robots_file_that_can_not_be_had_forbids_everything_and_one_that_is_not_there_nothing()
    {
        await using var fetch = new SmallFetch(Quick.Settings, TimeProvider.System);
        _site.Put("/robots.txt", 503, "text/plain", "");
        Assert.False(await AllowsAsync(_site.Seed, fetch));
        _site.Put("/robots.txt", 404, "text/plain", "");
        Assert.True(await AllowsAsync(_site.Seed, fetch));
        Assert.False(await AllowsAsync("http://127.0.0.1:1/", fetch));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _site.DisposeAsync();

    static async Task<bool> AllowsAsync(string url, SmallFetch fetch) =>
        RobotsRules.For(await RobotsLook.AskAsync(WebUrl.Parse(url), fetch, TimeProvider.System, CancellationToken.None), "Swarm").Judge(WebUrl.Parse(url)).Allowed;

    Task<SiteSurvey> MakeAsync(MirrorOptions options) =>
        SiteSurvey.MakeAsync(Quick.Settings with { Mirror = options }, WebUrl.Parse(_site.Seed), TimeProvider.System, CancellationToken.None);
}
