using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Crawling.Scoping;
using Swarm.Domain.Naming;
using Swarm.Domain.Writing;
using Swarm.Engine.Tests.Requesting;
using Swarm.Engine.Transferring;
using Swarm.Engine.Writing;
using Swarm.IO.Disk;

namespace Swarm.Engine.Tests.Transferring;

/// <summary>What a crawl makes of an answer's head.</summary>
public sealed class CrawlTransferTests : EngineKit
{
    const string Home = "http://a.test/";

    readonly TempFolder _folder = new();
    readonly PretendedServer _server = new(_ => PretendedServer.Says(200, "text"));
    Volume? _volume;

    [Fact]
    public void A_redirect_ends_its_bundle_with_the_target()
    {
        Redirects("/b");

        var ended = Fetch("http://a.test/a", new CrawlTrace(LinkKind.Link, 1));

        Assert.Equal((OutcomeKind.Moved, 302, "http://a.test/b", null), (ended.Outcome!.Kind, ended.Outcome.Status, ended.Outcome.FinalUrl!.Href, ended.Redirect));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_redirect_out_of_scope_fails_with_the_rule()
    {
        Redirects("http://b.test/");

        var link = Fetch("http://a.test/a", new CrawlTrace(LinkKind.Link, 1)).Failure!;
        var seed = Fetch(Home, CrawlTrace.Seed).Failure!;

        Assert.Equal((Reason.Scope, true), (link.Reason, link.IsFinal));
        Assert.Contains("http://b.test/", link.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("--scope", link.Detail, StringComparison.Ordinal);
        Assert.Contains("--scope", seed.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_requisite_may_be_redirected_anywhere()
    {
        Redirects("http://b.test/i.png");

        Assert.Equal(OutcomeKind.Moved, Fetch("http://a.test/i.png", new CrawlTrace(LinkKind.Requisite, 1)).Outcome!.Kind);
    }

    [Fact]
    public void A_redirect_to_itself_is_asked_again()
    {
        Redirects("/a");

        Assert.Equal("http://a.test/a", Fetch("http://a.test/a", new CrawlTrace(LinkKind.Link, 1)).Redirect!.Url.Href);
    }

    [Fact]
    public void A_chain_of_redirects_ends()
    {
        Redirects("/b");

        Assert.Equal(Reason.Redirect, Fetch("http://a.test/a", new CrawlTrace(LinkKind.Link, 1) { Hops = 20 }).Failure!.Reason);
    }

    [Theory]
    [InlineData("type:video/*", "Content-Type", "video/mp4")]
    [InlineData("size:>3", "X-Nothing", "0")]
    public void What_is_not_wanted_is_not_read(string exclude, string name, string value)
    {
        _server.Answer = _ => PretendedServer.Says(200, "text", new Header(name, value));

        var ended = Fetch("http://a.test/a", new CrawlTrace(LinkKind.Link, 1), new ScopeOptions { Exclude = [exclude] });

        Assert.Equal((Reason.Scope, true), (ended.Failure!.Reason, ended.Failure.IsFinal));
        Assert.Empty(_folder.Files);
    }

    [Theory]
    [InlineData("noindex, nofollow", PageWish.NoIndex | PageWish.NoFollow)]
    [InlineData("NONE", PageWish.NoIndex | PageWish.NoFollow)]
    [InlineData("otherbot: nofollow, noindex", PageWish.None)]
    [InlineData("otherbot: nofollow, Swarm: noarchive", PageWish.NoArchive)]
    [InlineData("unavailable_after: 25 Jun 2010 15:00:00 PST, nofollow", PageWish.NoFollow)]
    [InlineData("max-snippet: 20", PageWish.None)]
    [InlineData(": nofollow", PageWish.None)]
    public void What_a_page_wishes_goes_along_and_stops_no_saving(string tag, PageWish wish)
    {
        _server.Answer = _ => PretendedServer.Says(200, "text", new Header("X-Robots-Tag", tag), new Header("Link", "</b>; rel=next"));

        var ended = Fetch("http://a.test/a", new CrawlTrace(LinkKind.Link, 1));

        Assert.Equal(OutcomeKind.Done, ended.Outcome!.Kind);
        Assert.Equal((wish, "</b>; rel=next"), (ended.Said!.Wish, Assert.Single(ended.Said.Links)));
        Assert.Equal(["a"], _folder.Files);
    }

    protected override void AfterAll()
    {
        Sys.Terminate().Wait(TimeSpan.FromSeconds(5));
        _volume?.Dispose();
        _folder.Dispose();
    }

    void Redirects(string location) => _server.Answer = _ => PretendedServer.Says(302, "", new Header("Location", location));

    AttemptEnded Fetch(string url, CrawlTrace trace, ScopeOptions? scope = null)
    {
        _volume ??= Volume.Open(_folder.Path, new WritingOptions(), TimeProvider.System);
        IVolume volume = _volume;
        var writer = Sys.ActorOf(Props.Create(() => new WriterActor(volume)));
        var parts = new TransferParts
        {
            Exchanger = _server,
            Volume = volume,
            Namer = Namers.Create("safe", null),
            Accepts = (_, status) => status < 400,
            Writing = new WritingOptions(),
            Time = TimeProvider.System,
            Meter = new JobMeter(),
            Writers = [writer],
            Scope = new Scope(scope ?? new ScopeOptions(), [WebUrl.Parse(Home)], null),
        };
        var lease = Bundles.Lease(1, Bundles.Of(url) with { Trace = trace }, "a");
        Sys.ActorOf(Props.Create(() => new TransferActor(parts))).Tell(new Attempt(Work.Of(lease), 1), TestActor);
        return ExpectMsg<AttemptEnded>(TimeSpan.FromSeconds(10));
    }
}
