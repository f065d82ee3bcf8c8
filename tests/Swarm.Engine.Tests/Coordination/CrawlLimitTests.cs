using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Engine.Reporting;

namespace Swarm.Engine.Tests.Coordination;

/// <summary>Crawls that end by a limit of their own, and go on in another run.</summary>
public sealed class CrawlLimitTests : CoordinatorKit
{
    const string Home = "http://a.test/0.html";

    [Theory]
    [InlineData(64, 16)]
    [InlineData(4096, 1024)]
    public void So_many_pages_with_all_that_they_are_shown_with(int window, int perOrigin)
    {
        Options = new EngineOptions { Window = window, WindowPerOrigin = perOrigin };
        Crawling = new CrawlOptions { MostPages = 40 };
        Site = Tree();

        StartCrawl();
        var ended = End();

        Assert.True(ended.Stopped);
        Assert.Equal("max-pages: 40 pages are there", ended.Limit);
        Assert.Single(Facts.OfType<LimitReached>());
        var seen = Hosts.Seen.Select(w => w.Bundle).ToList();
        Assert.Equal((40, 40), (seen.Count(b => b.Trace!.Kind != LinkKind.Requisite), seen.Count(b => b.Trace!.Kind == LinkKind.Requisite)));
        Assert.True(ended.Counts.Pending > 0);
    }

    [Fact]
    public void Where_no_page_is_left_out_no_limit_was_reached()
    {
        Crawling = new CrawlOptions { MostPages = 2 };
        Site.Page("a.test/0.html", "a /1.html");

        StartCrawl();
        var ended = End();

        Assert.Equal((false, null), (ended.Stopped, ended.Limit));
    }

    [Fact]
    public void A_page_that_fails_leaves_its_place_to_another()
    {
        Crawling = new CrawlOptions { MostPages = 10 };
        Site = Tree();
        Hosts.Answer = work => work.Id % 3 == 0 && work.Bundle.Trace!.Kind == LinkKind.Link ? PretendedHosts.Failed(work) : PretendedHosts.Done(work);

        StartCrawl();
        var ended = End();

        Assert.True(ended.Limit is not null, ended.ToString());
        var good = Facts.OfType<OutcomesStored>().SelectMany(f => f.Ends).Count(e => e.Outcome.IsGood && e.Lease.Bundle.Trace!.Kind != LinkKind.Requisite);
        Assert.Equal(10, good);
    }

    [Fact]
    public void The_next_run_goes_on_with_what_was_left()
    {
        Crawling = new CrawlOptions { MostPages = 3 };
        Site.Page("a.test/0.html", [.. Enumerable.Range(1, 9).Select(i => $"a /{i}.html")]);
        StartCrawl();
        Assert.Equal(7, End().Counts.Pending);

        (Crawling, PagesBefore) = (new CrawlOptions { MostPages = 8 }, 3);
        StartCrawl();
        var ended = End();

        Assert.Equal((8, 2), (ended.Counts.Done, ended.Counts.Pending));
    }

    [Fact]
    public void Bytes_that_are_stored_end_it()
    {
        Crawling = new CrawlOptions { MostBytes = 5000 };
        Options = new EngineOptions { Window = 16, WindowPerOrigin = 2 };
        Site = Tree();

        StartCrawl();
        var ended = End();

        Assert.StartsWith("max-bytes", ended.Limit!, StringComparison.Ordinal);
        Assert.True(ended.Stopped);
        Assert.InRange(ended.Counts.Done, 5, 30);
        Assert.True(ended.Counts.Open > 0);
    }

    [Fact]
    public void Time_ends_it()
    {
        Crawling = new CrawlOptions { LongestTime = TimeSpan.FromMinutes(5) };
        Hosts.Answer = _ => null;

        StartCrawl();
        Until(() => Hosts.Held.Count == 1);
        Advance(200);
        ExpectNoMsg(AWhile);
        var ended = End(200);

        Assert.StartsWith("max-time", ended.Limit!, StringComparison.Ordinal);
        Assert.Equal(1, ended.Counts.Pending);
    }

    /// <summary>Each page has five others and a picture of its own.</summary>
    static Site Tree() => new()
    {
        Otherwise = path =>
        {
            var name = Path.GetFileNameWithoutExtension(path);
            return string.Join('\n', Enumerable.Range(0, 5).Select(i => $"a /{name}{i}.html").Append($"img /{name}.png"));
        },
    };

    void StartCrawl() => Start(new MadeList(1, _ => Bundles.Of(Home) with { Trace = CrawlTrace.Seed }) { Fingerprint = "seed" });
}
