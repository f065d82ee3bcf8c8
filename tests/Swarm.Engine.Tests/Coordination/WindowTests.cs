using Akka.Actor;
using Swarm.Engine.Requesting;

namespace Swarm.Engine.Tests.Coordination;

/// <summary>What is in memory, whatever the job's size.</summary>
public sealed class WindowTests : CoordinatorKit
{
    [Fact]
    public void Of_a_long_list_and_a_slow_origin_the_frontier_holds_the_rest()
    {
        Hosts.Answer = _ => null;
        var list = new MadeList(100_000, i => Bundles.Of($"http://a.test/{i}"));
        Start(list);

        Until(() => list.Read == 100_000 && Frontier.Count().Pending == 100_000 - Options.WindowPerOrigin, seconds: 100_000);

        Assert.Equal(Options.WindowPerOrigin, Hosts.Most);
    }

    [Fact]
    public void What_did_not_fit_is_taken_again_and_nothing_is_left()
    {
        Options = new EngineOptions { Window = 100, WindowPerOrigin = 20, ReadBatch = 30 };
        var turn = 0;
        Hosts.Answer = work => Interlocked.Increment(ref turn) % 3 == 0 ? null : PretendedHosts.Done(work);
        Start(new MadeList(5000, i => Bundles.Of($"http://{i % 7}.test/{i}")));

        Until(() =>
        {
            while (Hosts.Held.TryDequeue(out var held))
            {
                Hosts.GiveBack();
                Coordinator.Tell(PretendedHosts.Done(held));
            }

            return Frontier.Count().Done == 5000;
        });

        Assert.Equal(5000, End().Counts.Done);
        Assert.Equal(5000, Hosts.Seen.Select(w => w.Id).Distinct().Count());
        Assert.InRange(Hosts.Most, 1, 100);
    }

    [Fact]
    public void Retries_that_come_due_together_do_not_fill_the_memory()
    {
        Options = new EngineOptions { Window = 100, WindowPerOrigin = 20, ReadBatch = 30 };
        Hosts.Answer = work => work.TotalAttempts == 0 ? PretendedHosts.Again(work, 3600) : null;
        Start(new MadeList(1000, i => Bundles.Of($"http://{i}.test/{i}")));
        Until(() => Frontier.Count().Waiting == 1000, seconds: 300);
        Hosts.Take(-1000);

        Until(() => Hosts.Held.Count >= 80, seconds: 5000);
        Advance(1);
        ExpectNoMsg(AWhile);

        Assert.InRange(Hosts.Held.Count, 80, 100);
        Hosts.Answer = PretendedHosts.Done;
        foreach (var held in Hosts.Held) Coordinator.Tell(PretendedHosts.Done(held));
        Assert.Equal(1000, End().Counts.Done);
    }

    [Fact]
    public void More_origins_than_the_window_are_all_found()
    {
        Options = new EngineOptions { Window = 16, WindowPerOrigin = 4, ReadBatch = 8 };
        Hosts.Answer = _ => null;
        var urls = Enumerable.Range(0, 200).Select(i => $"http://{i / 2}.test/{i}").ToArray();
        using (var frontier = IO.State.SqliteFrontier.Open(new IO.State.StateFolder(Folder.Path), Domain.Writing.Durability.Process, Time))
        {
            frontier.Add([.. urls.Select(u => new Domain.Frontier.Proposal(Bundles.Of(u), u[7..]))], null);
        }

        Hosts.Answer = PretendedHosts.Done;
        Start(new MadeList());

        Assert.Equal(200, End().Counts.Done);
    }

    [Fact]
    public void A_parked_origin_leaves_room_for_the_others()
    {
        Options = new EngineOptions { Window = 40, WindowPerOrigin = 20, ReadBatch = 10 };
        var until = Time.GetUtcNow() + TimeSpan.FromMinutes(30);
        Hosts.Answer = work => work.Origin.Host is "a.test" or "b.test" && Time.GetUtcNow() < until
            ? new Parked(work.Origin, until, [work])
            : PretendedHosts.Done(work);
        Start(new MadeList(300, i => Bundles.Of($"http://{(i < 100 ? "a" : i < 200 ? "b" : "c")}.test/{i}")));

        Until(() => Frontier.Count().Done == 100, seconds: 1000);
        Assert.True(Time.GetUtcNow() < until);

        Assert.Equal(300, End(seconds: 5000).Counts.Done);
        Assert.True(Time.GetUtcNow() >= until);
        // Nobody was sent to a parked origin in vain, over and over.
        Assert.InRange(Hosts.Seen.Count, 300, 400);
    }
}
