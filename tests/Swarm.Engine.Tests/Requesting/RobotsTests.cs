using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Requests;
using Swarm.Domain.Transfers;
using Swarm.Engine.Requesting;

namespace Swarm.Engine.Tests.Requesting;

/// <summary>What an origin's robots.txt has to say before the origin is asked for anything else.</summary>
public sealed class RobotsTests : RequesterKit
{
    const string Private = "User-agent: *\n\nDisallow: /1\nSitemap: /map.xml\n";

    readonly PretendedServer _server = new(_ => PretendedServer.Says(200, Private));
    readonly KeptRobots _kept = new();
    CrawlOptions _options = new();

    [Fact]
    public void What_a_line_forbids_is_refused_without_a_request()
    {
        Crawler(AtOnce(4)).Tell(new Fetch([.. Bundles.Works(2), Bundles.Work(10)]));

        var heard = ExpectMsg<RobotsHeard>();
        Assert.Equal((200, "http://a.test/map.xml"), (heard.Status, Assert.Single(heard.Sitemaps).Href));
        Assert.Equal(2, Begun(1)[0].Work.Id);
        foreach (var id in (long[])[1, 10])
        {
            var refused = ExpectMsg<Finished>();
            Assert.Equal((id, Reason.Robots), (refused.Work.Id, refused.Outcome.Failure!.Reason));
            Assert.Equal("robots.txt line 3: Disallow: /1", refused.Outcome.Failure.Detail);
        }

        Assert.Equal("http://a.test/robots.txt", Assert.Single(_server.Asked).Url.Href);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    public void Where_there_is_none_everything_is_allowed(int status)
    {
        _server.Answer = _ => PretendedServer.Says(status);

        Crawler(AtOnce(4)).Tell(new Fetch(Bundles.Works(2)));

        Begun(2);
    }

    [Fact]
    public void What_is_kept_is_not_asked_for_again_until_it_is_old()
    {
        _kept.Records[Bundles.Somewhere] = new RobotsRecord(Time.GetUtcNow(), 200, "User-agent: *\nDisallow: /1"u8.ToArray());
        var requester = Crawler(AtOnce(4));
        requester.Tell(new Fetch(Bundles.Works(2)));
        Begun(1);
        ExpectMsg<RobotsHeard>();
        Assert.Equal(Reason.Robots, ExpectMsg<Finished>().Outcome.Failure!.Reason);
        Assert.Empty(_server.Asked);

        Advance(TimeSpan.FromHours(25));
        _server.Answer = _ => PretendedServer.Says(200);
        requester.Tell(new Fetch(Bundles.Works(1)));

        Assert.Equal(1, Begun(1)[0].Work.Id);
        Assert.Single(_server.Asked);
        Assert.Empty(_kept.Records[Bundles.Somewhere].Text);
    }

    [Fact]
    public void What_is_old_goes_on_counting_while_there_is_no_new_answer()
    {
        _kept.Records[Bundles.Somewhere] = new RobotsRecord(Time.GetUtcNow() - TimeSpan.FromHours(25), 200, "User-agent: *\nDisallow: /1"u8.ToArray());
        _server.Answer = _ => PretendedServer.Says(503);

        Crawler(AtOnce(4)).Tell(new Fetch(Bundles.Works(2)));

        Assert.Equal(2, Begun(1)[0].Work.Id);
        Assert.Equal(200, _kept.Records[Bundles.Somewhere].Status);
    }

    [Fact]
    public void A_crawl_delay_is_kept_from_the_first_request_on_one_at_a_time()
    {
        _server.Answer = _ => PretendedServer.Says(200, "User-agent: *\nCrawl-delay: 5");
        var requester = Crawler(AtOnce(4));
        requester.Tell(new Fetch(Bundles.Works(3)));
        Assert.Equal(TimeSpan.FromSeconds(5), ExpectMsg<RobotsHeard>().CrawlDelay);

        NoneBegins();
        Advance(4.9);
        NoneBegins();
        Advance(0.1);
        var first = Begun();
        Assert.Equal(TimeSpan.FromSeconds(5), first.Spacer!.Spacing);
        Advance(60);
        NoneBegins();
        requester.Tell(Good(first));
        Begun(1);
    }

    [Fact]
    public void A_crawl_delay_is_capped()
    {
        _options = new CrawlOptions { CrawlDelayCap = TimeSpan.FromSeconds(2) };
        _server.Answer = _ => PretendedServer.Says(200, "User-agent: *\nCrawl-delay: 1e9");
        Crawler(AtOnce(4)).Tell(new Fetch(Bundles.Works(1)));

        Assert.Equal(TimeSpan.FromSeconds(2), ExpectMsg<RobotsHeard>().CrawlDelay);
        Advance(2);
        Begun(1);
    }

    [Fact]
    public void A_server_that_can_t_say_parks_the_origin_and_is_asked_again()
    {
        var answers = new Queue<int>([503, 500, 200]);
        _server.Answer = _ => PretendedServer.Says(answers.Dequeue());
        var requester = Crawler(Patient(seconds: 8));
        requester.Tell(new Fetch(Bundles.Works(1)));
        Until(() => _server.Asked.Count == 1);

        NoneBegins();
        Advance(7.9);
        NoneBegins();
        Advance(0.1);
        Until(() => _server.Asked.Count == 2);
        NoneBegins();
        Advance(8);

        Begun(1);
        Assert.Equal(3, _server.Asked.Count);
    }

    [Fact]
    public void Where_that_takes_long_the_queue_goes_back_meanwhile()
    {
        _server.Answer = _ => PretendedServer.Says(503);
        var requester = Crawler(Patient(seconds: 60));
        requester.Tell(new Fetch(Bundles.Works(3)));

        Assert.Equal((3, Time.GetUtcNow() + TimeSpan.FromSeconds(60)), (ExpectMsg<Parked>() is var parked ? parked.Works.Count : 0, parked.Until));
        Advance(60);
        _server.Answer = _ => PretendedServer.Says(200);
        requester.Tell(new Fetch(parked.Works));
        Begun(3);
        Assert.Equal(2, _server.Asked.Count);
    }

    [Theory]
    [InlineData(500, "500 Internal Server Error")]
    [InlineData(0, "no route")]
    public void Given_up_it_fails_what_there_is_and_what_comes(int status, string why)
    {
        _server.Answer = _ => status > 0 ? PretendedServer.Says(status) : throw new TransferException(Reason.Connect, Stage.Connect, "no route");
        var requester = Crawler(new StrategyOptions { PerOrigin = 4, Attempts = 1 });
        requester.Tell(new Fetch(Bundles.Works(2)));
        for (var i = 0; i < 2; i++) Assert.Equal(Reason.Robots, ExpectMsg<Finished>().Outcome.Failure!.Reason);

        requester.Tell(new Fetch([Bundles.Work(3)]));

        var failure = ExpectMsg<Finished>().Outcome.Failure!;
        Assert.StartsWith("robots.txt could not be had: ", failure.Detail, StringComparison.Ordinal);
        Assert.EndsWith(why, failure.Detail, StringComparison.Ordinal);
        Assert.Single(_server.Asked);
    }

    [Fact]
    public void Redirects_are_followed_to_other_hosts_five_at_most()
    {
        _server.Answer = r => r.Url.Origin.Host == "b.test" ? PretendedServer.Says(200, Private) : PretendedServer.Says(301, "", new Header("Location", "http://b.test/r"));
        Crawler(AtOnce(4)).Tell(new Fetch(Bundles.Works(1)));
        ExpectMsg<RobotsHeard>();
        Assert.Equal(Reason.Robots, ExpectMsg<Finished>().Outcome.Failure!.Reason);
        Assert.Equal([true, false], _server.Asked.Select(r => r.IsAskedOrigin));

        _server.Asked.Clear();
        _kept.Records.Clear();
        _server.Answer = r => PretendedServer.Says(301, "", new Header("Location", r.Url.Href + "x"));
        Crawler(AtOnce(4)).Tell(new Fetch(Bundles.Works(1)));
        Begun(1);
        Assert.Equal(6, _server.Asked.Count);
    }

    [Fact]
    public void No_more_than_500_KiB_are_read()
    {
        var text = new byte[600 << 10];
        text.AsSpan().Fill((byte)'\n');
        "User-agent: *\nDisallow: /1"u8.CopyTo(text.AsSpan(510 << 10));
        _server.Answer = _ => PretendedServer.Says(text);

        Crawler(AtOnce(4)).Tell(new Fetch(Bundles.Works(1)));

        Begun(1);
        Assert.Equal(500 << 10, _kept.Records[Bundles.Somewhere].Text.Length);
    }

    [Fact]
    public void It_takes_one_of_the_job_s_slots()
    {
        var slots = new JobSlots(1);
        Assert.True(slots.TryTake(TestActor));
        Crawler(AtOnce(4), slots).Tell(new Fetch(Bundles.Works(2)));
        ExpectNoMsg(AWhile);
        Assert.Empty(_server.Asked);

        slots.Release();

        Assert.Equal(2, Begun(1)[0].Work.Id);
    }

    [Fact]
    public void Who_is_drained_meanwhile_gives_all_back()
    {
        var requester = Crawler(Patient(seconds: 5));
        _server.Answer = _ => PretendedServer.Says(503);
        requester.Tell(new Fetch(Bundles.Works(2)));
        Until(() => _server.Asked.Count == 1);

        requester.Tell(new Drain());

        Assert.Equal(2, ExpectMsg<GivenBack>().Works.Count);
    }

    static void Until(Func<bool> holds) => Assert.True(SpinWait.SpinUntil(holds, TimeSpan.FromSeconds(10)));

    static StrategyOptions Patient(double seconds) => new()
    {
        PerOrigin = 4,
        Delay = TimeSpan.Zero,
        Attempts = 5,
        Backoff = new BackoffOptions { First = TimeSpan.FromSeconds(seconds), Maximum = TimeSpan.FromSeconds(seconds), Jitter = Jitter.None },
    };

    IActorRef Crawler(StrategyOptions strategy, JobSlots? slots = null)
    {
        Robots = new RobotsParts { Exchanger = _server, Store = _kept, Options = _options, Agent = "Swarm", IsAsked = origin => origin == Bundles.Somewhere };
        return Requester(strategy, slots);
    }
}
