using Akka.Actor;
using Swarm.Engine.Coordination;
using Swarm.Engine.Requesting;

namespace Swarm.Engine.Tests.Coordination;

/// <summary>Jobs that are ended early, and gone on with.</summary>
public sealed class StopTests : CoordinatorKit
{
    [Fact]
    public void What_is_in_flight_gets_the_grace_time_and_may_finish()
    {
        Hosts.Answer = _ => null;
        Start(new MadeList(3, i => Bundles.Of($"http://a.test/{i}")));
        Until(() => Hosts.Held.Count == 3);

        Coordinator.Tell(new StopJob(false));
        Until(() => Hosts.Orders.Any(o => o is Drain));
        Assert.DoesNotContain(Hosts.Orders, o => o is AbandonAll);
        Hosts.Held.TryDequeue(out var first);
        Coordinator.Tell(PretendedHosts.Done(first!));

        var ended = End();
        Assert.Equal((true, 1, 2), (ended.Stopped, ended.Counts.Done, ended.Counts.Pending));
        Assert.Contains(Hosts.Orders, o => o is AbandonAll);
    }

    [Fact]
    public void At_once_means_at_once()
    {
        Hosts.Answer = _ => null;
        Start(new MadeList(3, i => Bundles.Of($"http://a.test/{i}")));
        Until(() => Hosts.Held.Count == 3);

        Coordinator.Tell(new StopJob(true));

        Assert.Equal(3, End(seconds: 1).Counts.Pending);
    }

    [Fact]
    public void A_second_wish_to_stop_means_at_once()
    {
        Hosts.Answer = _ => null;
        Start(new MadeList(3, i => Bundles.Of($"http://a.test/{i}")));
        Until(() => Hosts.Held.Count == 3);

        Coordinator.Tell(new StopJob(false));
        Coordinator.Tell(new StopJob(false));

        Assert.Equal(3, End(seconds: 1).Counts.Pending);
    }

    [Fact]
    public void A_job_that_is_stopped_before_it_is_open_ends()
    {
        Hosts.Answer = _ => null;
        Start(new MadeList(3, i => Bundles.Of($"http://a.test/{i}")));
        Coordinator.Tell(new StopJob(true));

        Assert.True(End().Stopped);
    }

    [Fact]
    public void Whoever_asks_after_the_end_is_answered()
    {
        Start(new MadeList());
        End();

        Coordinator.Tell(new Begin());

        ExpectMsg<JobEnded>();
    }

    [Fact]
    public void The_next_run_goes_on_where_this_one_ended()
    {
        var urls = Enumerable.Range(0, 2000).Select(i => $"http://{i % 5}.test/{i}").ToArray();
        Options = new EngineOptions { Window = 256, WindowPerOrigin = 64, ReadBatch = 50 };
        Hosts.Answer = work => work.Id <= 300 ? PretendedHosts.Done(work) : null;
        Start(new MadeList(urls) { Fingerprint = "list" });
        Until(() => Frontier.Count().Done == 300);
        Coordinator.Tell(new StopJob(true));
        var first = End();
        Assert.Equal((300, 0), (first.Counts.Done, first.Counts.Failed));

        Hosts.Answer = PretendedHosts.Done;
        var list = new MadeList(urls) { Fingerprint = "list" };
        Start(list);
        var second = End();

        Assert.Equal((2000, 0), (second.Counts.Done, second.Counts.Open));
        // What was read by the first run is not read again.
        Assert.Equal(0, second.Duplicates);
    }
}
