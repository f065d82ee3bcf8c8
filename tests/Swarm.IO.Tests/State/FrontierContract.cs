using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Lists;
using Swarm.Domain.Requests;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Tests.State;

/// <summary>What every frontier promises, whatever keeps it.</summary>
public abstract partial class FrontierContract : IDisposable
{
    static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    readonly IFrontierHome _home;

    protected FrontierContract(Func<IFrontierHome> newHome) => (NewHome, _home) = (newHome, newHome());

    Func<IFrontierHome> NewHome { get; }

    public void Dispose()
    {
        _home.Dispose();
        GC.SuppressFinalize(this);
    }

    static Bundle Get(string url) => new(WebUrl.Parse(url));

    static Proposal Ask(string url) => Ask(Get(url));

    static Proposal Ask(Bundle bundle) => new(bundle, bundle.Url.Origin.Host + bundle.Url.Path.ToString());

    static Settlement Done(Lease lease, int attempts = 1) =>
        new(lease.Id, attempts, new Outcome(OutcomeKind.Done) { Attempts = attempts, Status = 200, Length = 10, File = lease.Path }, null, null);

    static Settlement Failed(Lease lease, Reason reason, int status = 0) => new(lease.Id, 1,
        new Outcome(OutcomeKind.Failed) { Attempts = 1, Status = status, Failure = new Failure(reason, Stage.Head, "as told") }, null, null);

    static Settlement Later(Lease lease, DateTimeOffset due, int attempts = 1) =>
        new(lease.Id, attempts, null, due, new Failure(Reason.Timeout, Stage.Head, "slow")) { FirstTried = Noon };

    static Settlement Unused(Lease lease) => new(lease.Id, lease.Attempts, null, null, null);

    static IReadOnlyList<Lease> Add(IFrontier frontier, params string[] urls) => frontier.Add([.. urls.Select(Ask)], null).Added;

    static string[] Urls(IEnumerable<Lease> leases) => [.. leases.Select(l => l.Bundle.Url.Href)];

    static Origin OriginOf(string url) => WebUrl.Parse(url).Origin;

    [Fact]
    public void What_is_added_is_leased_at_once_in_list_order()
    {
        var frontier = _home.Open();
        var added = frontier.Add([Ask("http://a/2"), Ask("http://b/"), Ask("http://a/1")], null);
        Assert.Equal(["http://a/2", "http://b/", "http://a/1"], Urls(added.Added));
        Assert.Equal(["a/2", "b/", "a/1"], added.Added.Select(l => l.Path));
        Assert.True(added.Added[0].Id < added.Added[1].Id && added.Added[1].Id < added.Added[2].Id);
        Assert.Equal(new FrontierCounts(0, 0, 3, 0, 0, 0), frontier.Count());
    }

    [Fact]
    public void A_URL_is_added_once_however_often_it_comes()
    {
        var frontier = _home.Open();
        var first = frontier.Add([Ask("http://a/x"), Ask("http://a/y"), Ask("http://a/x")], null);
        Assert.Equal((2, 1), (first.Added.Count, first.Duplicates));
        frontier.Settle([Done(first.Added[0]), Failed(first.Added[1], Reason.Status, 404)]);
        Assert.Equal(2, frontier.Add([Ask("http://a/y"), Ask("http://a/x")], null).Duplicates);
        frontier.Dispose();
        Assert.Equal(2, _home.Open().Add([Ask("http://a/y"), Ask("http://a/x")], null).Duplicates);
    }

    [Fact]
    public void What_repeats_is_told_with_whom_it_repeats_and_how_that_one_ended_where_it_was_asked_for()
    {
        var frontier = _home.Open(tellRepeats: true);
        var unnamed = new Proposal(Get("http://a/unnamed"), null);
        var first = frontier.Add([Ask("http://a/x"), Ask("http://a/y"), unnamed, Ask(Get("http://a/x") with { Info = "again" }), unnamed], null);
        Assert.Equal(2, first.Duplicates);
        Assert.Equal([(first.Added[0].Id, "again", null), (first.Added[2].Id, null, null)], first.Repeats.Select(r => (r.Id, r.Bundle.Info, r.Known)));
        frontier.Settle([Done(first.Added[0]), Failed(first.Added[1], Reason.Status, 404)]);
        var then = frontier.Add([Ask("http://a/y"), unnamed, Ask("http://a/x")], null);
        Assert.Equal([(404, null), null, (200, "a/x")], then.Repeats.Select(r => r.Known is { } o ? (o.Status, o.File) : default((int, string?)?)));
        Assert.Empty(_home.OpenAfterKill().Add([Ask("http://a/y")], null).Repeats);
    }

    [Fact]
    public void A_URL_is_known_after_a_kill()
    {
        var frontier = _home.Open();
        Add(frontier, "http://a/x", "http://a/y");
        Assert.Equal(2, _home.OpenAfterKill().Add([Ask("http://a/y"), Ask("http://a/x")], null).Duplicates);
    }

    [Fact]
    public void Bundles_without_a_name_are_told_apart_by_what_they_ask()
    {
        var frontier = _home.Open();
        var post = Get("http://a/x") with { Method = "POST", Body = [1] };
        var bundles = new[] { Get("http://a/x"), post, post with { Body = [2] }, Get("http://a/x"), post with { Body = [1] }, Get("http://a/x") with { Out = "o" } };
        Assert.Equal((4, 2), frontier.Add([.. bundles.Select(b => new Proposal(b, null))], null) is var r ? (r.Added.Count, r.Duplicates) : default);
        Assert.Equal(6, _home.OpenAfterKill().Add([.. bundles.Select(b => new Proposal(b, null))], null).Duplicates);
    }

    [Fact]
    public void A_bundle_comes_back_with_all_that_it_carried()
    {
        var frontier = _home.Open();
        var bundle = new Bundle(WebUrl.Parse("https://a:8443/p?q=%C3%A4"))
        {
            Method = "POST", Headers = [new Header("X-A", "1"), new Header("x-a", "ü")], Body = [0, 255, 10], Priority = -7,
            Checksum = new Checksum(DigestAlgorithm.Sha1, new string('a', 40)), Mirrors = [WebUrl.Parse("http://m/p")],
            Range = new ByteRange(null, 500), Out = "o/../x", Info = "{\"k\":\"ä\"}", Trace = new CrawlTrace(LinkKind.Requisite, 3, 1, 42),
        };
        frontier.Add([new Proposal(bundle, "o/x")], null);
        var lease = _home.OpenAfterKill().Take(bundle.Url.Origin, 5).Single();
        Assert.Equal("o/x", lease.Path);
        Assert.Equal((bundle.Url, bundle.Method, bundle.Priority, bundle.Checksum, bundle.Range, bundle.Out, (bundle.Info, bundle.Trace)),
            (lease.Bundle.Url, lease.Bundle.Method, lease.Bundle.Priority, lease.Bundle.Checksum, lease.Bundle.Range, lease.Bundle.Out, (lease.Bundle.Info, lease.Bundle.Trace)));
        Assert.Equal(bundle.Headers, lease.Bundle.Headers);
        Assert.Equal(bundle.Body, lease.Bundle.Body);
        Assert.Equal(bundle.Mirrors, lease.Bundle.Mirrors);
    }

    [Fact]
    public void A_URL_that_is_found_twice_is_one_bundle_and_keeps_its_first_trace()
    {
        var frontier = _home.Open();
        var (first, second) = (new CrawlTrace(LinkKind.Link, 2, 0, long.MaxValue), new CrawlTrace(LinkKind.Seed, 0));
        var found = new[] { first, second }.Select(trace => new Proposal(Get("http://a/x") with { Trace = trace }, null)).ToArray();
        Assert.Equal(1, frontier.Add(found, null).Duplicates);
        Assert.Equal(1, frontier.Add([found[1]], null).Duplicates);
        Assert.Equal(first, _home.OpenAfterKill().Take(OriginOf("http://a/"), 5).Single().Bundle.Trace);
    }

    [Fact]
    public void One_that_leads_elsewhere_is_done_and_not_tried_again()
    {
        var frontier = _home.Open();
        var lease = Add(frontier, "http://a/x").Single();
        frontier.Settle([new Settlement(lease.Id, 1, new Outcome(OutcomeKind.Moved) { Status = 301, FinalUrl = WebUrl.Parse("http://b/y") }, null, null)]);
        Assert.Equal(0, frontier.RetryFailed(null));
        Assert.Equal(new FrontierCounts(0, 0, 0, 1, 0, 0), _home.OpenAfterKill().Count());
    }

    [Fact]
    public void Pending_ones_are_taken_by_priority_then_list_order_and_by_origin()
    {
        var frontier = _home.Open();
        var urls = new[] { ("http://a/1", 0), ("http://b/1", 9), ("http://a/2", 5), ("http://a/3", 0), ("http://a/4", 5) };
        var leases = frontier.Add([.. urls.Select(u => Ask(Get(u.Item1) with { Priority = u.Item2 }))], null).Added;
        frontier.Settle([.. leases.Select(Unused)]);
        Assert.Equal(["http://a/2", "http://a/4", "http://a/1"], Urls(frontier.Take(OriginOf("http://a/"), 3)));
        Assert.Equal(["http://a/3"], Urls(frontier.Take(OriginOf("http://a/"), 3)));
        Assert.Empty(frontier.Take(OriginOf("http://a/"), 3));
        Assert.Empty(frontier.Take(OriginOf("http://unknown/"), 3));
        Assert.Equal([new OriginBacklog(OriginOf("http://b/"), 1)], frontier.Backlog(10));
    }

    [Fact]
    public void One_given_back_is_taken_again_before_those_behind_it()
    {
        var frontier = _home.Open();
        frontier.Settle([.. Add(frontier, "http://a/1", "http://a/2", "http://a/3").Select(Unused)]);
        var two = frontier.Take(OriginOf("http://a/"), 2);
        frontier.Settle([Unused(two[0])]);
        Assert.Equal(["http://a/1", "http://a/3"], Urls(frontier.Take(OriginOf("http://a/"), 5)));
    }

    [Fact]
    public void Waiting_ones_are_taken_when_due_earliest_first()
    {
        var frontier = _home.Open();
        var leases = Add(frontier, "http://a/1", "http://a/2", "http://a/3");
        Assert.Null(frontier.NextDue());
        frontier.Settle([Later(leases[0], Noon.AddSeconds(9)), Later(leases[1], Noon.AddSeconds(3), attempts: 4), Later(leases[2], Noon.AddSeconds(30))]);
        Assert.Equal(Noon.AddSeconds(3), frontier.NextDue());
        Assert.Empty(frontier.TakeDue(Noon, 10));
        Assert.Empty(frontier.Take(OriginOf("http://a/"), 10));
        var due = frontier.TakeDue(Noon.AddSeconds(10), 10);
        Assert.Equal(["http://a/2", "http://a/1"], Urls(due));
        Assert.Equal((4, Noon), (due[0].Attempts, due[0].FirstTried));
        Assert.Equal(Noon.AddSeconds(30), frontier.NextDue());
        Assert.Equal(new FrontierCounts(0, 1, 2, 0, 0, 0), frontier.Count());
        frontier.Settle([.. due.Select(l => Done(l, 5))]);
        Assert.Equal(new FrontierCounts(0, 1, 0, 2, 0, 20), frontier.Count());
    }

    [Fact]
    public void After_a_kill_what_was_in_flight_is_pending_and_the_rest_is_as_it_was()
    {
        var frontier = _home.Open();
        var leases = Add(frontier, "http://a/1", "http://a/2", "http://a/3", "http://a/4", "http://a/5");
        frontier.Settle([Done(leases[0]), Failed(leases[1], Reason.Dns), Later(leases[2], Noon, 2), Unused(leases[3])]);
        var again = _home.OpenAfterKill();
        Assert.Equal(new FrontierCounts(2, 1, 0, 1, 1, 10), again.Count());
        Assert.Equal(["http://a/4", "http://a/5"], Urls(again.Take(OriginOf("http://a/"), 9)));
        Assert.Equal(2, again.TakeDue(Noon, 9).Single().Attempts);
        var third = _home.OpenAfterKill();
        Assert.Equal(new FrontierCounts(3, 0, 0, 1, 1, 10), third.Count());
        Assert.Equal(2, third.Take(OriginOf("http://a/"), 9).Single(l => l.Bundle.Url.Href == "http://a/3").Attempts);
    }

    [Fact]
    public void A_settlement_of_what_is_not_leased_changes_nothing()
    {
        var frontier = _home.Open();
        var lease = Add(frontier, "http://a/1").Single();
        frontier.Settle([Done(lease)]);
        frontier.Settle([Failed(lease, Reason.Reset), Done(lease with { Id = 77 })]);
        Assert.Equal(new FrontierCounts(0, 0, 0, 1, 0, 10), frontier.Count());
    }

    [Fact]
    public void How_far_a_list_was_read_is_stored_with_what_was_read()
    {
        var frontier = _home.Open();
        Assert.Null(frontier.RecallList("l"));
        frontier.Add([Ask("http://a/1")], new SourceMark("l", new SourcePosition(1, 2, 0)));
        frontier.Add([], new SourceMark("l", new SourcePosition(3, 4, 5, 6, 7)));
        Assert.Equal(new SourcePosition(3, 4, 5, 6, 7), _home.OpenAfterKill().RecallList("l"));
    }

    [Fact]
    public void Paces_are_remembered()
    {
        var frontier = _home.Open();
        var pace = new PaceMemory(3.5, TimeSpan.FromMilliseconds(250));
        frontier.RememberPaces([new(OriginOf("https://a/"), pace), new(OriginOf("http://b:81/"), new PaceMemory(1, TimeSpan.Zero))]);
        var again = _home.OpenAfterKill();
        Assert.Equal(pace, again.RecallPace(OriginOf("https://a/")));
        Assert.Null(again.RecallPace(OriginOf("http://a/")));
    }

    [Fact]
    public void Done_ones_can_be_asked_for_again_with_what_is_known_of_them()
    {
        var frontier = _home.Open();
        var leases = Add(frontier, "http://a/1", "http://a/2");
        var known = new Validators("\"e\"", "Tue, 01 Sep 2026 10:00:00 GMT");
        frontier.Settle([Failed(leases[1], Reason.Dns), new Settlement(leases[0].Id, 1, new Outcome(OutcomeKind.Done) { Length = 5, Validators = known }, null, null)]);
        Assert.Equal(1, frontier.RecheckDone());
        Assert.Equal(new FrontierCounts(1, 0, 0, 0, 1, 0), frontier.Count());
        var lease = frontier.Take(OriginOf("http://a/"), 9).Single();
        Assert.Equal(known, lease.Known);
        frontier.Settle([Later(lease, Noon)]);
        Assert.Equal(known, _home.OpenAfterKill().TakeDue(Noon, 9).Single().Known);
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData("reason = timeout or status in (429, 503)", 2)]
    [InlineData("not reason = timeout and status != 503", 1)]
    [InlineData("url ~ a/2", 1)]
    [InlineData("host = a and file like 'a/*' and attempts >= 1 and stage = head and state = failed and detail ~ TOLD", 3)]
    [InlineData("host in (b, c)", 0)]
    [InlineData("length > 0", 0)]
    public void Failed_ones_that_match_are_pending_again(string? filter, int count)
    {
        var frontier = _home.Open();
        var leases = Add(frontier, "http://a/1", "http://a/2", "http://a/3", "http://a/4");
        frontier.Settle([Failed(leases[0], Reason.Timeout), Failed(leases[1], Reason.Status, 503), Failed(leases[2], Reason.Status, 404), Done(leases[3])]);
        Assert.Equal(count, frontier.RetryFailed(filter is null ? null : LedgerFilter.Parse(filter)));
        Assert.Equal(new FrontierCounts(count, 0, 0, 1, 3 - count, 10), frontier.Count());
        Assert.Equal(count, _home.OpenAfterKill().Take(OriginOf("http://a/"), 10).Count);
    }
}
