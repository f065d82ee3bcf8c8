using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Engine.Requesting;
using Swarm.Engine.Transferring;

namespace Swarm.Engine.Tests.Requesting;

/// <summary>Origins that want to be left alone, or are dead.</summary>
public sealed class ParkingTests : RequesterKit
{
    public ParkingTests() => Options = new EngineOptions
    {
        Breaker = new BreakerOptions { Failures = 3, Break = TimeSpan.FromSeconds(5), GiveUpAfter = TimeSpan.FromMinutes(2) },
    };

    [Fact]
    public void Retry_After_parks_the_origin()
    {
        var requester = Requester(AtOnce(1));
        requester.Tell(new Fetch(Bundles.Works(3)));

        requester.Tell(Answered(Begun(), 429, TimeSpan.FromSeconds(8)));

        ExpectMsg<RetryLater>();
        Advance(7.9);
        NoneBegins();
        Advance(0.1);
        Begun(1);
    }

    [Fact]
    public void A_long_park_gives_the_queue_back_and_is_capped()
    {
        var requester = Requester(AtOnce(1));
        requester.Tell(new Fetch(Bundles.Works(3)));

        requester.Tell(Answered(Begun(), 503, TimeSpan.FromDays(3650)));

        Assert.Equal(TimeSpan.FromHours(1), ExpectMsg<RetryLater>().After);
        var parked = ExpectMsg<Parked>();
        Assert.Equal((Time.GetUtcNow() + TimeSpan.FromHours(1), 2), (parked.Until, parked.Works.Count));
        requester.Tell(new Retire());
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void A_dead_origin_is_parked_and_probed_one_at_a_time_and_nothing_is_dropped()
    {
        var requester = Requester(AtOnce(4));
        requester.Tell(new Fetch(Bundles.Works(20)));
        var broken = BreakCircuit(requester);

        Advance(5);
        var probe = Assert.Single(Begun(1));
        requester.Tell(Broken(probe));
        ExpectMsg<RetryLater>();
        NoneBegins();
        Advance(5);
        NoneBegins();
        Advance(5);
        requester.Tell(Good(Assert.Single(Begun(1))));

        Assert.Equal(18 - broken, EndAll(requester, Good, Begun()));
        for (var i = broken; i < 19; i++) ExpectMsg<Finished>();
    }

    [Fact]
    public void An_origin_that_stays_dead_fails_what_is_left()
    {
        var requester = Requester(AtOnce(4));
        requester.Tell(new Fetch(Bundles.Works(20)));
        var broken = BreakCircuit(requester);

        Advance(121);

        for (var i = broken; i < 20; i++) Assert.Equal(Reason.Connect, ExpectMsg<Finished>().Outcome.Failure!.Reason);
        NoneBegins();
    }

    /// <summary>Fails all that begins until nothing more does; how many that were.</summary>
    int BreakCircuit(IActorRef requester)
    {
        var broken = EndAll(requester, attempt => Broken(attempt), Begun());
        for (var i = 0; i < broken; i++) ExpectMsg<RetryLater>();
        Assert.InRange(broken, 4, 8);
        return broken;
    }

    int EndAll(IActorRef requester, Func<Attempt, AttemptEnded> end, Attempt first)
    {
        requester.Tell(end(first));
        var ended = 1;
        for (; Transfers.TryReceiveOne(out var begun, AWhile); ended++)
        {
            requester.Tell(end((Attempt)begun.Message!));
            requester.Ask<ActorIdentity>(new Identify(ended), TimeSpan.FromSeconds(5)).Wait();
        }

        return ended;
    }
}
