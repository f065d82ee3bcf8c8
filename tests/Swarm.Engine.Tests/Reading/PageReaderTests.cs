using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Crawling.Scoping;
using Swarm.Domain.Frontier;
using Swarm.Domain.Naming;
using Swarm.Domain.Writing;
using Swarm.Engine.Reading;

namespace Swarm.Engine.Tests.Reading;

/// <summary>From a stored page to the bundles it leads to.</summary>
public sealed class PageReaderTests : EngineKit
{
    static readonly WebUrl Home = WebUrl.Parse("http://a.test/");

    readonly Site _site = new();
    IActorRef? _reader;

    [Fact]
    public void Each_URL_is_proposed_once_with_its_way_here()
    {
        _site.Page("1.html", "a /x", "a /x", "img /i.png", "a http://b.test/", "a mailto:you");

        var found = Read(1, depth: 2);

        Assert.Equal(["http://a.test/i.png", "http://a.test/x"], found.Links.Select(l => l.Bundle.Url.Href));
        Assert.Equal(new CrawlTrace(LinkKind.Requisite, 2, 0, 1), found.Links[0].Bundle.Trace);
        Assert.Equal(new CrawlTrace(LinkKind.Link, 3, 0, 1), found.Links[1].Bundle.Trace);
        Assert.Equal((3, 1), (found.Fact.Found, Assert.Single(found.Fact.Refused).Count));
        Assert.True(found.Links[0].Bundle.Priority > found.Links[1].Bundle.Priority);
    }

    [Fact]
    public void What_was_found_lately_is_not_proposed_again()
    {
        _site.Page("1.html", "a /x").Page("2.html", "a /x", "a /y");
        Read(1);

        Assert.Equal(["http://a.test/y"], Read(2).Links.Select(l => l.Bundle.Url.Href));
    }

    [Fact]
    public void A_link_that_stays_out_may_still_be_a_requisite()
    {
        _site.Page("1.html", "a http://cdn.test/i.png", "img http://cdn.test/i.png");

        var found = Read(1);

        Assert.Equal(LinkKind.Requisite, Assert.Single(found.Links).Bundle.Trace!.Kind);
        Assert.Empty(found.Fact.Refused);
    }

    [Theory]
    [InlineData("a! /x", PageWish.None, true, "rel=nofollow")]
    [InlineData("a /x\nnofollow", PageWish.None, true, "meta robots: nofollow")]
    [InlineData("a /x", PageWish.NoFollow, true, "X-Robots-Tag: nofollow")]
    [InlineData("a! /x", PageWish.NoFollow, false, null)]
    public void Wishes_not_to_be_followed_are_honoured_unless_told_otherwise(string page, PageWish said, bool obey, string? rule)
    {
        _site.Page("1.html", page + "\nimg /i.png");

        var found = Read(1, said: new PageSaid(said, []), obey: obey);

        Assert.Contains(found.Links, l => l.Bundle.Url.Href.EndsWith("i.png", StringComparison.Ordinal));
        Assert.Equal(rule is null, found.Links.Any(l => l.Bundle.Url.Href.EndsWith("/x", StringComparison.Ordinal)));
        Assert.Equal(rule, found.Fact.Refused.SingleOrDefault().Rule);
    }

    [Fact]
    public void A_page_that_breaks_its_reader_costs_itself_alone()
    {
        _site.Page("1.html", "poison").Page("2.html", "a /x");

        Assert.Contains("breaks its reader", Read(1).Fact.Trouble!, StringComparison.Ordinal);
        Assert.Single(Read(2).Links);
        Assert.NotNull(Read(3).Fact.Trouble);
    }

    [Fact]
    public void What_the_user_gave_for_an_origin_goes_along_within_it()
    {
        _site.Page("1.html", "a http://a.test/x", "img http://b.test/i.png");

        var found = Read(1, bundle: new Bundle(WebUrl.Parse("http://me:pw@a.test/")) { Headers = [new("X-Key", "1"), new("Range", "bytes=0-")], Trace = CrawlTrace.Seed });

        Assert.Empty(found.Links[0].Bundle.Headers);
        Assert.Equal(["X-Key", "Authorization"], found.Links[1].Bundle.Headers.Select(h => h.Name));
    }

    [Fact]
    public void Link_fields_are_found_as_well()
    {
        _site.Page("1.html", "a /x");
        var parts = Parts(true) with { LinkFields = (url, fields) => [.. fields.Select(f => new Reference(LinkKind.Link) { Text = f, Url = url.Resolve(f), Element = "header", Attribute = "link" })] };
        _reader = Sys.ActorOf(Props.Create(() => new PageReaderActor(parts)));

        Assert.Equal(2, Read(1, said: new PageSaid(PageWish.None, ["/y"])).Links.Count);
    }

    LinksFound Read(long id, int depth = 0, PageSaid? said = null, bool obey = true, Bundle? bundle = null)
    {
        var parts = Parts(obey);
        _reader ??= Sys.ActorOf(Props.Create(() => new PageReaderActor(parts)));
        var lease = Bundles.Lease(id, bundle ?? new Bundle(Home) { Trace = CrawlTrace.Seed with { Depth = depth } });
        var page = new StoredPage(lease, new Outcome(OutcomeKind.Done) { File = $"{id}.html" }) { Said = said };
        _reader.Tell(new ReadPage(page, PageFormat.Html), TestActor);
        return ExpectMsg<LinksFound>();
    }

    ReaderParts Parts(bool obey) => new()
    {
        Reader = _site,
        Store = _site,
        Scope = new Scope(new ScopeOptions(), [Home], null),
        Namer = Namers.Create("safe", null),
        Writing = new WritingOptions(),
        ObeyRobots = obey,
    };
}
