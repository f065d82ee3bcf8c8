using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Frontier;
using Swarm.IO.State;
using Xunit.Abstractions;

namespace Swarm.IO.Tests.State;

/// <summary>Where URLs were saved, and what changed from one run to the next.</summary>
public sealed class SavedPlacesTests(ITestOutputHelper output) : IDisposable
{
    readonly SqliteHome _home = new();
    SqliteFrontier? _open;

    SqliteFrontier Frontier => _open ??= _home.Open();

    public void Dispose() => _home.Dispose();

    static WebUrl Url(string text) => WebUrl.Parse(text);

    Lease Found(string url) => Frontier.Add([new Proposal(new Bundle(Url(url)), null)], null).Added.Single();

    void Settle(Lease lease, Outcome outcome) => Frontier.Settle([new Settlement(lease.Id, 1, outcome, null, null)]);

    Lease Saved(string url, string file, string? digest = null)
    {
        var lease = Found(url);
        Settle(lease, Stored(Frontier.Claim(lease.Id, file).Path, digest));
        return lease;
    }

    static Outcome Stored(string? file, string? digest = null, long length = 5, string? tag = null) => new(OutcomeKind.Done)
    {
        Status = 200, File = file, Length = length, Digest = digest, ContentType = "text/html; charset=koi8-r", Validators = new Validators(tag, null),
    };

    static Outcome MovedTo(string url) => new(OutcomeKind.Moved) { Status = 301, FinalUrl = Url(url) };

    static Outcome Refused(int status) => new(OutcomeKind.Failed) { Status = status, Failure = new Failure(Reason.Status, Stage.Head, $"{status}") };

    /// <summary>The next run: each bundle, by its URL, ends as told.</summary>
    void Again(params (string Url, Outcome Outcome)[] ends)
    {
        Frontier.BeginAgain();
        foreach (var lease in Frontier.Take(Url("http://h/").Origin, 1000))
            foreach (var (url, outcome) in ends)
                if (lease.Bundle.Url.Href == url) Settle(lease, outcome.File is null ? outcome : outcome with { File = lease.Path });
    }

    Dictionary<string, ChangeKind> Changes()
    {
        using var places = Frontier.OpenPlaces();
        return places.Changes().ToDictionary(c => c.Url.Href, c => c.Kind);
    }

    [Fact]
    public void A_URL_is_where_its_redirects_end()
    {
        Saved("http://h/page", "h/page.html");
        Settle(Found("http://h/one"), MovedTo("http://h/two"));
        Settle(Found("http://h/two"), MovedTo("http://h/page"));
        Settle(Found("http://h/out"), MovedTo("http://elsewhere/"));
        Settle(Found("http://h/ring"), MovedTo("http://h/rung"));
        Settle(Found("http://h/rung"), MovedTo("http://h/ring"));
        Settle(Found("http://h/gone"), Refused(404));
        Found("http://h/open");
        using var places = Frontier.OpenPlaces();
        foreach (var url in new[] { "http://h/page", "http://h/one", "http://h/two" })
            Assert.Equal(new SavedPlace("h/page.html", null), places.Find(Url(url)));
        Assert.Equal(Reason.Scope, places.Find(Url("http://h/out"))!.Value.Failure!.Reason);
        Assert.Equal(Reason.Redirect, places.Find(Url("http://h/ring"))!.Value.Failure!.Reason);
        Assert.Equal(Reason.Status, places.Find(Url("http://h/gone"))!.Value.Failure!.Reason);
        Assert.Equal(new SavedPlace(null, null), places.Find(Url("http://h/open")));
        Assert.Null(places.Find(Url("http://h/never")));
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void Redirects_are_followed_twenty_times(int hops, bool isFound)
    {
        for (var i = 0; i < hops; i++) Settle(Found($"http://h/{i}"), MovedTo($"http://h/{i + 1}"));
        Saved($"http://h/{hops}", "h/end");
        using var places = Frontier.OpenPlaces();
        Assert.Equal(isFound ? "h/end" : null, places.Find(Url("http://h/0"))!.Value.File);
    }

    [Fact]
    public void A_finished_job_is_read_by_several_threads_and_one_that_was_killed_too()
    {
        for (var i = 0; i < 500; i++) Saved($"http://h/{i}", $"h/{i}.html");
        var killed = _home.CopyAsKilled();
        Frontier.Dispose();
        foreach (var folder in new[] { killed, _home.Folder })
        {
            using var ledger = Ledger.Open(folder, TimeProvider.System);
            Parallel.For(0, 4, _ =>
            {
                using var places = ledger.OpenPlaces();
                for (var i = 0; i < 500; i++) Assert.Equal($"h/{i}.html", places.Find(Url($"http://h/{i}"))!.Value.File);
                Assert.Null(places.Find(Url("http://h/500")));
            });
        }
    }

    [Fact]
    public void A_good_file_counts_though_the_server_now_fails_until_it_is_forgotten()
    {
        var lease = Saved("http://h/1", "h/1.html");
        Again(("http://h/1", Refused(500)));
        using (var places = Frontier.OpenPlaces())
        {
            Assert.Equal(new SavedPlace("h/1.html", null), places.Find(Url("http://h/1")));
            Assert.Equal("h/1.html", places.Files().Single().File);
        }

        Again(("http://h/1", Refused(404)));
        Assert.Equal(ChangeKind.Gone, Changes()["http://h/1"]);
        Frontier.Forget([lease.Id]);
        Assert.Empty(Changes());
        using var after = Frontier.OpenPlaces();
        Assert.Null(after.Find(Url("http://h/1"))!.Value.File);
        Assert.Empty(after.Files());
    }

    [Fact]
    public void Files_come_with_what_was_said_of_them_also_where_a_304_did_not_repeat_it()
    {
        Saved("http://h/1", "h/1.html", "sha-256=aa");
        Settle(Found("http://h/2"), MovedTo("http://h/1"));
        Found("http://h/3");
        Again(("http://h/1", new Outcome(OutcomeKind.NotModified) { Status = 304, File = "h/1.html", Length = 5 }), ("http://h/2", MovedTo("http://h/1")));
        using (var places = Frontier.OpenPlaces())
            Assert.Equal(new SavedFile(1, Url("http://h/1"), null, "h/1.html", "text/html; charset=koi8-r", OutcomeKind.NotModified), places.Files().Single());
        Again(("http://h/1", Stored("h/1.html", "sha-256=aa")));
        Assert.Equal(ChangeKind.Unchanged, Changes()["http://h/1"]);
    }

    public static TheoryData<string, ChangeKind?> Ends => new()
    {
        { "same digest", ChangeKind.Unchanged },
        { "other digest", ChangeKind.Changed },
        { "other kind of digest, same length and tag", ChangeKind.Unchanged },
        { "no digest, other length", ChangeKind.Changed },
        { "304", ChangeKind.Unchanged },
        { "404", ChangeKind.Gone },
        { "410", ChangeKind.Gone },
        { "503", ChangeKind.Kept },
        { "moved", ChangeKind.Moved },
        { "open", null },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_second_run_tells_what_changed(string end, ChangeKind? expected)
    {
        var lease = Found("http://h/1");
        Settle(lease, Stored(Frontier.Claim(lease.Id, "h/1.html").Path, "sha-256=aa", tag: "\"t\""));
        Again(("http://h/1", end switch
        {
            "same digest" => Stored("-", "sha-256=aa", 5, "\"u\""),
            "other digest" => Stored("-", "sha-256=bb", 5, "\"t\""),
            "other kind of digest, same length and tag" => Stored("-", "md5=cc", 5, "\"t\""),
            "no digest, other length" => Stored("-", null, 6, "\"t\""),
            "304" => new Outcome(OutcomeKind.NotModified) { Status = 304, File = "-" },
            "moved" => MovedTo("http://h/2"),
            "open" => Refused(0) with { Status = 1 },
            _ => Refused(int.Parse(end)),
        }));
        if (end == "open") Frontier.BeginAgain();
        Assert.Equal(expected, Changes().TryGetValue("http://h/1", out var kind) ? kind : null);
    }

    [Fact]
    public void Files_that_were_not_there_before_are_new_and_failures_without_a_file_are_no_change()
    {
        Saved("http://h/1", "h/1.html");
        Settle(Found("http://h/2"), Refused(404));
        Settle(Found("http://h/3"), MovedTo("http://h/1"));
        Assert.Equal(new Dictionary<string, ChangeKind> { ["http://h/1"] = ChangeKind.New }, Changes());
        Again(("http://h/1", Stored("-", tag: "x")), ("http://h/2", Refused(404)), ("http://h/3", MovedTo("http://h/4")));
        Saved("http://h/4", "h/4.html");
        Assert.Equal(
            new Dictionary<string, ChangeKind> { ["http://h/1"] = ChangeKind.Changed, ["http://h/3"] = ChangeKind.Moved, ["http://h/4"] = ChangeKind.New }, Changes());
    }

    [Fact]
    public void Fifty_thousand_are_looked_up_listed_and_begun_again()
    {
        const int Count = 50_000;
        for (var first = 0; first < Count; first += 500)
        {
            var added = Frontier.Add([.. Enumerable.Range(first, 500).Select(i => new Proposal(new Bundle(Url($"http://h/folder{i % 40}/page{i}")) { Trace = new CrawlTrace(LinkKind.Link, 3, 0, i) }, null))], null).Added;
            foreach (var lease in added) Frontier.Claim(lease.Id, "h" + lease.Bundle.Url.Path.ToString() + ".html");
            Frontier.Settle([.. added.Select(l => new Settlement(l.Id, 1, Stored("-", "sha-256=" + new string('a', 64)), null, null))]);
        }

        using (var places = Frontier.OpenPlaces())
        {
            Time("look-up", Count, () => { for (var i = 0; i < Count; i++) Assert.NotNull(places.Find(Url($"http://h/folder{i % 40}/page{i}"))!.Value.File); });
            Time("look-up again", 10_000, () => { for (var i = Count - 10_000; i < Count; i++) places.Find(Url($"http://h/folder{i % 40}/page{i}")); });
            Time("file", Count, () => Assert.Equal(Count, places.Files().Count()));
        }

        Time("begun again", Count, () => Assert.Equal(Count, Frontier.BeginAgain()));
    }

    void Time(string what, int count, Action action)
    {
        var before = Environment.CpuUsage.TotalTime;
        action();
        output.WriteLine($"{what}: {(Environment.CpuUsage.TotalTime - before).TotalMicroseconds / count:f1} us of CPU");
    }
}
