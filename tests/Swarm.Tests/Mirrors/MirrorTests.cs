using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.IO.State;
using Swarm.Mirrors;
using Swarm.Mirrors.Checking;
using Swarm.Settings;

namespace Swarm.Tests.Mirrors;

/// <summary>Sites mirrored by the library into a folder of the test's own.</summary>
public sealed class MirrorTests : IAsyncLifetime
{
    readonly TestFolder _folder = new();
    readonly TestSite _site = new TestSite()
        .Page("/", "<link rel=stylesheet href=/s.css><a href=/a>a</a><img src=/i.png>")
        .Page("/a", "<a href=\"/\">home</a><a href=/b>b</a>")
        .Page("/b", "<a href=http://elsewhere.invalid/>out</a>")
        .Put("/s.css", 200, "text/css", "b{background:url(/i.png)}")
        .Put("/i.png", 200, "image/png", "picture");

    [Fact]
    public async Task A_site_is_saved_so_that_its_links_lead_to_its_files()
    {
        var result = await MirrorAsync();
        Assert.True(result.IsGood, string.Join('\n', result.Findings));
        Assert.Equal((5, 0, 1.0), (result.Done, result.Failed, result.End.Check!.Value.Score));
        Assert.Equal(["a.html", "b.html", "i.png", "index.html", "s.css"], Names());
        Assert.Equal("<link rel=stylesheet href=\"s.css\"><a href=\"a.html\">a</a><img src=\"i.png\">", Saved("index.html"));
        Assert.Equal("b{background:url(i.png)}", Saved("s.css"));
    }

    [Fact]
    public async Task A_second_run_asks_conditionally_and_changes_nothing()
    {
        await MirrorAsync();
        var (before, asked) = (_folder.Files.Where(f => f.Key != "changes.json").ToList(), _site.Requests.Count);
        var result = await MirrorAsync();
        Assert.All(_site.Requests.Skip(asked).Where(r => r.Path != "/robots.txt"), r => Assert.NotNull(r.Field("If-None-Match")));
        Assert.Equal((5, 0, 0), (result.End.Changes.Unchanged, result.End.Changes.New, result.End.Conversion.Written));
        Assert.Equal(before, _folder.Files.Where(f => f.Key != "changes.json"));
    }

    [Fact]
    public async Task What_has_changed_is_replaced_and_what_is_new_is_found()
    {
        await MirrorAsync();
        _site.Page("/b", "<a href=/c>c</a>").Page("/c", "new");
        var changes = (await MirrorAsync()).End.Changes;
        Assert.Equal((1, 1, 4), (changes.New, changes.Changed, changes.Unchanged));
        Assert.Equal("<a href=\"c.html\">c</a>", Saved("b.html"));
        Assert.Contains($"\"url\": \"{_site.Url("/c")}\"", _folder.Files["changes.json"]);
    }

    [Fact]
    public async Task A_wider_scope_reaches_what_unchanged_pages_lead_to()
    {
        var first = await MirrorAsync(new MirrorOptions { Scope = new ScopeOptions { Depth = 1 } });
        Assert.DoesNotContain("b.html", Names());
        var second = await MirrorAsync();
        Assert.Contains("b.html", Names());
        Assert.Equal((first.Done, 1), (second.End.Changes.Unchanged, second.End.Changes.New));
    }

    [Fact]
    public async Task A_good_file_is_kept_when_the_server_answers_with_an_error()
    {
        await MirrorAsync();
        _site.Put("/b", 500, "text/html", "broken");
        var result = await MirrorAsync();
        Assert.Equal(1, result.End.Changes.Kept);
        Assert.Contains("elsewhere.invalid", Saved("b.html"));
        Assert.Equal("<a href=\"index.html\">home</a><a href=\"b.html\">b</a>", Saved("a.html"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_vanished_stays_unless_it_is_asked_to_be_moved_to_the_trash(bool delete)
    {
        await MirrorAsync();
        _site.Put("/b", 404, "text/html", "gone");
        var result = await MirrorAsync(new MirrorOptions { DeleteGone = delete });
        Assert.Equal(1, result.End.Changes.Gone);
        Assert.Equal(!delete, Names().Contains("b.html"));
        Assert.Equal(delete ? _site.Url("/b") : "b.html", Saved("a.html").Split("href=\"")[2].Split('"')[0]);
        Assert.Equal(delete, Directory.Exists(Path.Combine(_folder.Output, ".swarm", "trash")));
    }

    [Fact]
    public async Task A_dead_link_is_a_hole_for_a_reason_and_its_URL_stays_in_the_page()
    {
        _site.Page("/b", "<a href=/dead>x</a><img src=/lost.png>");
        var result = await MirrorAsync();
        Assert.True(result.IsGood);
        Assert.Equal((2, 1), (result.Failed, result.End.Check!.Value.Holes));
        Assert.Equal(("the server answered 404 Not Found", true), result.Findings.Select(f => (f.Why, f.IsExplained)).Single());
        Assert.Contains($"href=\"{_site.Url("/dead")}\"", Saved("b.html"));
    }

    [Fact]
    public async Task What_is_out_of_the_common_in_a_page_is_known_at_the_end_as_its_file_says_it()
    {
        _site.Page("/a", """
            <base href=/x/><a id=here href=#here>in</a><a href="/a#here">same</a><a href=/a#no>no</a><a href=/b#there>there</a><a href=/b#none>none</a>
            <img srcset="/i.png 1x,/lost.png 2x" style="background:url('/i.png')"><a href="http://[bad">bad</a><a href=mailto:a@b>m</a><a href="">self</a>
            <iframe src=http://elsewhere.invalid/frame></iframe><link rel="stylesheet preload" href=/s.css integrity=sha256-x><meta http-equiv=refresh content="9;url=/b">
            """).Page("/b", "<a name=there>x</a><svg><a xlink:href=/a href=/a#here>y</a></svg><p id=%C3%A9><a href=#%C3%A9>z</a>");
        var check = (await MirrorAsync()).End.Check!.Value;
        Assert.True(check is { Holes: > 0, Anchors: > 0 }, check.ToString());
    }

    [Fact]
    public async Task A_file_that_was_taken_away_is_missed_by_those_that_refer_to_it()
    {
        await using var run = MirrorRun.Open(new MirrorSpec { Settings = Quick.Settings, Seeds = [WebUrl.Parse(_site.Seed)], OutputFolder = _folder.Output });
        await run.CrawlAsync();
        File.Delete(Path.Combine(_folder.Output, _site.Host, "i.png"));
        var findings = new List<Finding>();
        var end = await run.FinishAsync(findings.Add, CancellationToken.None);
        Assert.False(end.IsGood);
        Assert.Equal([FindingKind.Lost, FindingKind.Missing, FindingKind.Missing], findings.Select(f => f.Kind));
    }

    [Fact]
    public async Task What_robots_keep_out_is_explained()
    {
        _site.Put("/robots.txt", 200, "text/plain", "User-agent: *\nDisallow: /b\n");
        var result = await MirrorAsync();
        Assert.True(result.IsGood, string.Join('\n', result.Findings));
        Assert.DoesNotContain(_site.Requests, r => r.Path == "/b");
        Assert.True((await MirrorAsync(new MirrorOptions { Crawl = new CrawlOptions { ObeyRobots = false } })).IsGood);
        Assert.Contains(_site.Requests, r => r.Path == "/b");
    }

    [Fact]
    public async Task A_seed_that_is_not_had_is_no_good_end()
    {
        _site.Put("/", 404, "text/html", "no");
        var result = await MirrorAsync();
        Assert.Equal((false, 1), (result.IsGood, result.End.Failed));
    }

    [Fact]
    public async Task Links_that_are_kept_stay_as_they_were_sent()
    {
        var result = await MirrorAsync(new MirrorOptions { Links = LinkStyle.Keep });
        Assert.Null(result.End.Check);
        Assert.Equal("<a href=\"/\">home</a><a href=/b>b</a>", Saved("a.html"));
    }

    [Fact]
    public async Task A_limit_ends_the_crawl_and_the_next_run_goes_on()
    {
        var first = await MirrorAsync(new MirrorOptions { Crawl = new CrawlOptions { MostPages = 2 } });
        Assert.NotNull(first.Limit);
        Assert.DoesNotContain("b.html", Names());
        Assert.True(first.End.Check!.Value.IsGood, string.Join('\n', first.Findings));
        var second = await MirrorAsync();
        Assert.True(second.IsGood);
        Assert.Contains("b.html", Names());
        Assert.Single(_site.Requests, r => r.Path == "/a");
    }

    [Fact]
    public async Task A_run_that_was_stopped_is_gone_on_with()
    {
        using var stop = new CancellationTokenSource();
        _site.OnRequest = request => { if (request.Path == "/b") stop.Cancel(); };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => MirrorAsync(token: stop.Token));
        _site.OnRequest = static _ => { };
        var result = await MirrorAsync();
        Assert.True(result.IsGood, string.Join('\n', result.Findings));
        Assert.Equal(["a.html", "b.html", "i.png", "index.html", "s.css"], Names());
    }

    [Fact]
    public async Task Without_seeds_the_folder_is_gone_on_with_as_it_was_begun()
    {
        await MirrorAsync();
        Assert.True((await Client.MirrorAsync([], _folder.Output)).IsGood);
        await Assert.ThrowsAsync<FormatException>(() => Client.MirrorAsync([], _folder.Output + "-other"));
    }

    [Fact]
    public async Task The_contact_is_said_in_the_user_agent()
    {
        await MirrorAsync(new MirrorOptions { Contact = "me@example.org" });
        Assert.All(_site.Requests, r => Assert.Matches(@"^Swarm/\S+ \(\+me@example\.org\)$", r.Field("User-Agent")));
    }

    [Fact]
    public async Task A_lists_folder_is_no_mirrors()
    {
        Directory.CreateDirectory(_folder.Output);
        using (var frontier = SqliteFrontier.Open(new StateFolder(_folder.Output), default, TimeProvider.System))
            frontier.Add([new(new Bundle(WebUrl.Parse(_site.Seed)), "x")], null);
        var fault = await Assert.ThrowsAsync<StateException>(() => MirrorAsync());
        Assert.Equal(StateFault.Foreign, fault.Fault);
    }

    [Fact]
    public async Task What_has_no_place_in_a_mirror_is_refused()
    {
        var client = new SwarmClient(new SwarmClientOptions { Settings = Quick.Settings with { Writing = new() { Discard = true } } });
        var fault = await Assert.ThrowsAsync<SettingsException>(() => client.MirrorAsync([_site.Seed], _folder.Output));
        Assert.Contains("swarm.writing.discard: has no place in a mirror", fault.Message);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        _folder.Dispose();
    }

    static SwarmClient Client => new(new SwarmClientOptions { Settings = Quick.Settings });

    async Task<MirrorResult> MirrorAsync(MirrorOptions? options = null, CancellationToken token = default)
    {
        var result = await Client.MirrorAsync([_site.Seed], _folder.Output, options, token: token).WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
        if (result.End.Check is { } known) AssertTreeSaysTheSame(known, result.Findings);
        return result;
    }

    /// <summary>What a run knows at its end of what it made, by a look at the files themselves.</summary>
    void AssertTreeSaysTheSame(CheckSummary known, IReadOnlyList<Finding> findings)
    {
        var found = new List<Finding>();
        using var folder = MirrorFolder.Open(_folder.Output, TimeProvider.System);
        Assert.Equal(known, folder.Check(found.Add, CancellationToken.None));
        Assert.Equal(findings, found);
    }

    string Saved(string name) => _folder.Files[_site.Host + "/" + name];

    IEnumerable<string> Names() => _folder.Files.Keys.Where(f => f.StartsWith(_site.Host, StringComparison.Ordinal)).Select(f => f[(_site.Host.Length + 1)..]);
}
