using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Engine.Reading;
using Swarm.Engine.Reporting;
using Swarm.Engine.Requesting;

namespace Swarm.Engine.Tests.Coordination;

/// <summary>Jobs whose pages add bundles.</summary>
public sealed class CrawlTests : CoordinatorKit
{
    const string Home = "http://a.test/index.html";

    public CrawlTests() => Crawling = new CrawlOptions();

    [Fact]
    public void Links_are_followed_to_the_last_and_the_crawl_ends()
    {
        Site.Page("a.test/index.html", "a /1.html", "img /i.png", "a http://b.test/out.html")
            .Page("a.test/1.html", "a /index.html", "a /2.html", "img /j.png")
            .Page("a.test/2.html", "a /1.html");

        StartCrawl();
        var ended = End();

        Assert.Equal((5, 0, false), (ended.Counts.Done, ended.Counts.Open, ended.Stopped));
        Assert.Equal(["index.html", "i.png", "1.html", "j.png", "2.html"], Hosts.Seen.Select(w => w.Bundle.Url.Href.Split('/')[^1]));
        Assert.Equal([0, 0, 1, 1, 2], Hosts.Seen.Select(w => w.Bundle.Trace!.Depth));
        Assert.Equal(4, Facts.OfType<LinksAdded>().Last().Added);
    }

    [Fact]
    public void Without_a_crawl_no_page_is_read()
    {
        Crawling = null;
        Site.Page("a.test/index.html", "a /1.html");

        StartCrawl();

        Assert.Equal(1, End().Counts.Total);
    }

    [Fact]
    public void A_page_is_not_done_before_its_links_are_in_the_frontier()
    {
        Site.Page("a.test/index.html", "a /1.html");

        StartCrawl();
        End();

        var facts = Facts.ToList();
        var (links, done) = (facts.FindIndex(f => f is LinksAdded { Added: 1 }), facts.FindIndex(f => f is OutcomesStored));
        Assert.InRange(links, 0, done);
    }

    [Fact]
    public void A_page_whose_links_were_lost_is_fetched_and_read_again()
    {
        var reader = CreateTestProbe();
        Reader = reader;
        Site.Page("a.test/index.html", "a /1.html");
        StartCrawl();
        reader.ExpectMsg<ReadPage>();
        Advance(60);
        Assert.Equal(0, Frontier.Count().Done);

        // As after a crash: nobody has heard what the reader found.
        Sys.Stop(Coordinator);
        Reader = null;
        StartCrawl();

        Assert.Equal(2, End().Counts.Done);
        Assert.Equal(2, Hosts.Seen.Count(w => w.Bundle.Url.Href == Home));
    }

    [Fact]
    public void Unchanged_pages_are_not_read_again()
    {
        Hosts.Answer = work => new Finished(work, new Outcome(OutcomeKind.NotModified) { File = work.Lease.Path });
        Site.Page("a.test/index.html", "a /1.html");

        StartCrawl();

        Assert.Equal(1, End().Counts.Done);
        Assert.Empty(Facts.OfType<PageRead>());
    }

    [Fact]
    public void A_redirect_s_target_is_a_bundle_of_its_own_in_its_place()
    {
        Hosts.Answer = work => work.Bundle.Url.Href.EndsWith("/1.html", StringComparison.Ordinal) ? PretendedHosts.Moved(work, "http://a.test/2.html") : PretendedHosts.Done(work);
        Site.Page("a.test/index.html", "a /1.html").Page("a.test/2.html", "a /3.html");

        StartCrawl();

        Assert.Equal(4, End().Counts.Done);
        var target = Hosts.Seen.Single(w => w.Bundle.Url.Href.EndsWith("/2.html", StringComparison.Ordinal));
        Assert.Equal(new CrawlTrace(LinkKind.Link, 1, 0, 2) { Hops = 1 }, target.Bundle.Trace);
        Assert.Equal(0, Hosts.Seen.Last().Bundle.Trace!.Hops);
    }

    [Fact]
    public void A_redirect_to_what_is_known_ends()
    {
        Hosts.Answer = work => PretendedHosts.Moved(work, work.Bundle.Url.Href == Home ? "http://a.test/2.html" : Home);

        StartCrawl();

        Assert.Equal(2, End().Counts.Done);
    }

    [Fact]
    public void Only_origins_that_the_user_gave_are_sent_what_the_job_adds()
    {
        Site.Page("a.test/index.html", "a /1.html", "img http://cdn.test/i.png");

        StartCrawl();
        End();

        Assert.All(Hosts.Seen, w => Assert.Equal(w.Origin.Host == "a.test", w.Request.IsAskedOrigin));
    }

    [Fact]
    public void Sitemaps_that_robots_txt_names_pass_the_gate()
    {
        Site.Page("a.test/map.xml", "a /1.html");
        Hosts.Answer = work =>
        {
            if (work.Bundle.Url.Href == Home)
                Coordinator.Tell(new RobotsHeard(work.Origin, 200, null, [WebUrl.Parse("http://a.test/map.xml"), WebUrl.Parse("http://b.test/map.xml")]));
            return PretendedHosts.Done(work);
        };

        StartCrawl();

        Assert.Equal(3, End().Counts.Done);
        Assert.Equal(LinkKind.Sitemap, Hosts.Seen.ElementAt(1).Bundle.Trace!.Kind);
        Assert.Single(Facts.OfType<RobotsSeen>());
    }

    [Fact]
    public void A_family_that_brings_nothing_new_is_starved_and_the_crawl_ends_by_itself()
    {
        // Each page of a calendar leads to seven others, all empty; beside it lies a page like any.
        Site = new Site { Otherwise = path => path.EndsWith("index.html", StringComparison.Ordinal) ? "a /calendar/0.html\na /1.html" : path.Contains("calendar", StringComparison.Ordinal) ? Calendar(path) : "a /2.html" };
        Hosts.Answer = work => new Finished(work, new Outcome(OutcomeKind.Done) { File = work.Lease.Path });

        StartCrawl();
        var ended = End();

        Assert.Equal((0, false), (ended.Counts.Open, ended.Stopped));
        Assert.InRange(ended.Counts.Done, Crawling!.Novelty.Grace, 5000);
        Assert.Contains(Hosts.Seen, w => w.Bundle.Url.Href == "http://a.test/2.html");
        Assert.NotEmpty(Facts.OfType<LinksStarved>());
        var starved = Facts.OfType<OutcomesStored>().SelectMany(f => f.Ends).Where(e => !e.Outcome.IsGood).ToList();
        Assert.All(starved, e => Assert.Equal(Reason.Scope, e.Outcome.Failure!.Reason));
        Assert.Equal(ended.Counts.Failed, starved.Count);
    }

    static string Calendar(string path)
    {
        var day = long.Parse(Path.GetFileNameWithoutExtension(path), System.Globalization.CultureInfo.InvariantCulture);
        return string.Join('\n', Enumerable.Range(1, 7).Select(i => $"a /calendar/{(day * 7) + i}.html"));
    }

    void StartCrawl() => Start(new MadeList(1, _ => Bundles.Of(Home) with { Trace = CrawlTrace.Seed }));
}
