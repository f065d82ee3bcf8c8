using Akka.Actor;
using Swarm.Domain;
using Swarm.Engine.Requesting;
using Swarm.Engine.Transferring;

namespace Swarm.Engine.Tests.Requesting;

/// <summary>The job's slots among several origins.</summary>
public sealed class JobSlotsTests : RequesterKit
{
    [Fact]
    public void Slots_go_round_between_origins_that_want_them()
    {
        var slots = new JobSlots(2);
        var hosts = new[] { "http://a.test", "http://b.test", "http://c.test" }.Select(Origin.Parse).ToList();
        var requesters = hosts.ToDictionary(h => h, h => Requester(AtOnce(8), slots, h));
        foreach (var host in hosts) requesters[host].Tell(new Fetch(WorksOf(host, 30)));

        var turns = new List<Origin>();
        for (var i = 0; i < 60; i++)
        {
            var begun = Begun();
            turns.Add(begun.Work.Origin);
            requesters[begun.Work.Origin].Tell(Good(begun));
        }

        Assert.All(turns.GroupBy(t => t), turn => Assert.InRange(turn.Count(), 15, 25));
    }

    [Fact]
    public void No_more_than_the_job_s_slots_are_taken()
    {
        var slots = new JobSlots(3);
        Requester(AtOnce(8), slots).Tell(new Fetch(Bundles.Works(8)));
        Requester(AtOnce(8), slots).Tell(new Fetch(Bundles.Works(8)));

        Begun(3);
    }

    [Fact]
    public void A_slot_that_can_t_be_used_just_now_goes_to_the_next()
    {
        var slots = new JobSlots(1);
        var busy = Requester(AtOnce(8), slots, Origin.Parse("http://a.test"));
        busy.Tell(new Fetch(WorksOf(Origin.Parse("http://a.test"), 1)));
        var begun = Begun();
        var drained = Requester(AtOnce(8), slots);
        drained.Tell(new Fetch(Bundles.Works(2)));
        var waiting = Requester(AtOnce(8), slots, Origin.Parse("http://c.test"));
        NoneBegins();
        waiting.Tell(new Fetch(WorksOf(Origin.Parse("http://c.test"), 1)));
        drained.Tell(new Drain());
        ExpectMsg<GivenBack>();

        busy.Tell(Good(begun));

        Assert.Equal("c.test", Begun().Work.Origin.Host);
    }

    [Fact]
    public void Who_stops_takes_no_slot_along()
    {
        var slots = new JobSlots(2);
        var first = Requester(AtOnce(8), slots);
        first.Tell(new Fetch(Bundles.Works(2)));
        Begun(2);
        var second = Requester(AtOnce(8), slots);
        second.Tell(new Fetch(Bundles.Works(1)));
        NoneBegins();
        var third = Requester(AtOnce(8), slots);
        third.Tell(new Fetch(Bundles.Works(2)));
        NoneBegins();

        Watch(second);
        Sys.Stop(second);
        ExpectTerminated(second);
        Sys.Stop(first);

        Begun(2);
    }

    static Work[] WorksOf(Origin host, int count) =>
        [.. Enumerable.Range(1, count).Select(id => Work.Of(Bundles.Lease(id, Bundles.Of($"{host}/{id}"))))];
}
