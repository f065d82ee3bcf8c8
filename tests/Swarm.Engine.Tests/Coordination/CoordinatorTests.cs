using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Writing;
using Swarm.Engine.Coordination;
using Swarm.Engine.Reporting;
using Swarm.Engine.Requesting;
using Swarm.IO.State;

namespace Swarm.Engine.Tests.Coordination;

/// <summary>A job from its list to its end.</summary>
public sealed class CoordinatorTests : CoordinatorKit
{
    [Fact]
    public void An_empty_list_ends_at_once()
    {
        Start(new MadeList());

        Assert.Equal(0, End().Counts.Total);
    }

    [Fact]
    public void It_ends_exactly_when_nothing_is_open()
    {
        Hosts.Answer = work => work.Id == 7 ? null : PretendedHosts.Done(work);
        Start(new MadeList(20, i => Bundles.Of($"http://{i % 3}.test/{i}")));
        Until(() => Frontier.Count().Done == 19);
        Advance(3600);
        ExpectNoMsg(AWhile);

        Coordinator.Tell(PretendedHosts.Done(Hosts.Held.Single()));

        var ended = End();
        Assert.Equal((20, 0, false), (ended.Counts.Done, ended.Counts.Open, ended.Stopped));
    }

    [Fact]
    public void It_ends_when_the_files_that_give_way_to_each_other_have_been_moved()
    {
        using (var frontier = SqliteFrontier.Open(new StateFolder(Folder.Path), Durability.Process, Time))
        {
            var leases = frontier.Add([.. new[] { "A", "a" }.Select(name => new Proposal(Bundles.Of("http://h.test/" + name), null))], null).Added;
            var paths = leases.Reverse().Select(lease => frontier.Claim(lease.Id, "h.test/" + lease.Bundle.Url.Path[1..].ToString()).Path).Reverse().ToArray();
            Directory.CreateDirectory(Path.Combine(Folder.Path, "h.test"));
            foreach (var (lease, path) in leases.Zip(paths)) File.WriteAllText(Path.Combine(Folder.Path, path), lease.Bundle.Url.Href);
            frontier.Settle([.. leases.Zip(paths, (lease, path) => new Settlement(lease.Id, 1, new Outcome(OutcomeKind.Done) { File = path }, null, null))]);
        }

        Start(new MadeList());

        End();
        Assert.Empty(Frontier.UnfinishedMoves);
        Assert.Equal("http://h.test/A", File.ReadAllText(Path.Combine(Folder.Path, "h.test", "A")));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(Folder.Path, "h.test")).Length);
    }

    [Fact]
    public void A_duplicate_is_fetched_once_and_told()
    {
        Start(new MadeList("http://a.test/1", "http://a.test/2", "http://a.test/1"));

        Assert.Equal(1, End().Duplicates);
        Assert.Equal(2, Hosts.Seen.Count);
    }

    [Fact]
    public void A_retry_comes_back_when_it_is_due()
    {
        Hosts.Answer = work => work.TotalAttempts == 0 ? PretendedHosts.Again(work, 60) : PretendedHosts.Done(work);
        Start(new MadeList("http://a.test/1"));
        Until(() => Frontier.Count().Waiting == 1);
        Advance(59);
        ExpectNoMsg(AWhile);
        Assert.Single(Hosts.Seen);

        var ended = End();

        Assert.Equal(1, ended.Counts.Done);
        Assert.Equal([0, 1], Hosts.Seen.Select(w => w.TotalAttempts));
        Assert.Single(Facts.OfType<TryingAgain>());
    }

    [Fact]
    public void The_job_s_retries_are_counted()
    {
        Options = new EngineOptions { RetryBudget = 3 };
        Hosts.Answer = work => PretendedHosts.Again(work, 1);
        Start(new MadeList(10, i => Bundles.Of($"http://a.test/{i}")));

        var ended = End();

        Assert.Equal((10, 13), (ended.Counts.Failed, Hosts.Seen.Count));
        var ends = Facts.OfType<OutcomesStored>().SelectMany(f => f.Ends).ToList();
        Assert.All(ends, e => Assert.Equal(Reason.Budget, e.Outcome.Failure!.Reason));
    }

    [Fact]
    public void A_redirect_is_asked_at_its_target_s_origin()
    {
        Hosts.Answer = work => work.Hops == 0 ? PretendedHosts.Redirect(work, "http://b.test/x") : PretendedHosts.Done(work);
        Start(new MadeList("http://a.test/1"));

        Assert.Equal(1, End().Counts.Done);
        Assert.Equal(["a.test", "b.test"], Hosts.Seen.Select(w => w.Origin.Host));
    }

    [Fact]
    public void Mirrors_are_tried_in_turn_then_all_of_them_again()
    {
        Hosts.Answer = work => (work.Origin.Host, work.TotalAttempts) switch
        {
            ("a.test", < 3) => PretendedHosts.Again(work),
            ("a.test", _) => PretendedHosts.Done(work),
            _ => PretendedHosts.Failed(work),
        };
        Start(new MadeList(1, _ => Bundles.Of("http://a.test/1") with { Mirrors = [WebUrl.Parse("http://b.test/1"), WebUrl.Parse("http://c.test/1")] }));

        Assert.Equal(1, End().Counts.Done);
        Assert.Equal(["a.test", "b.test", "c.test", "a.test"], Hosts.Seen.Select(w => w.Origin.Host));
        Assert.Equal([0, 0, 0, 1], Hosts.Seen.Select(w => w.Attempts));
    }

    [Fact]
    public void Where_no_mirror_is_worth_another_try_it_is_over()
    {
        Hosts.Answer = work => PretendedHosts.Failed(work);
        Start(new MadeList(1, _ => Bundles.Of("http://a.test/1") with { Mirrors = [WebUrl.Parse("http://b.test/1")] }));

        Assert.Equal(1, End().Counts.Failed);
        Assert.Equal(2, Hosts.Seen.Count);
    }

    [Fact]
    public void What_the_disk_can_t_take_stops_the_job_and_stays_pending()
    {
        Hosts.Answer = work => work.Id == 3 ? PretendedHosts.Failed(work, Reason.DiskFull) : null;
        Start(new MadeList(5, i => Bundles.Of($"http://a.test/{i}")));

        var ended = End();

        Assert.Equal((true, Reason.DiskFull), (ended.Stopped, ended.Failure!.Reason));
        Assert.Equal((5, 0), (ended.Counts.Pending, ended.Counts.Failed));
    }

    [Fact]
    public void Files_that_are_there_are_skipped_without_a_request()
    {
        Writing = new WritingOptions { SkipExisting = true };
        Directory.CreateDirectory(Folder["a.test"]);
        File.WriteAllText(Folder["a.test/1"], "old");
        Start(new MadeList("http://a.test/1", "http://a.test/2"));

        Assert.Equal(2, End().Counts.Done);
        Assert.Equal("http://a.test/2", Assert.Single(Hosts.Seen).Bundle.Url.Href);
    }

    [Fact]
    public void A_name_is_handed_over_when_its_holder_is_done()
    {
        var isSecondRead = false;
        Hosts.Answer = work =>
        {
            if (work.Bundle.Url.Href != "http://a.test/a") return PretendedHosts.Done(work);
            Directory.CreateDirectory(Folder["a.test"]);
            return isSecondRead ? PretendedHosts.Done(work) : null;
        };
        Start(new MadeList("http://a.test/a", "http://a.test/a/b"));
        Until(() => Hosts.Held.Count == 1 || Hosts.Seen.Count == 2);
        isSecondRead = true;
        foreach (var held in Hosts.Held) Coordinator.Tell(PretendedHosts.Done(held));

        Assert.Equal(2, End().Counts.Done);
        Assert.Equal(2, Hosts.Seen.Select(w => w.Lease.Path).Distinct().Count());
    }

    [Fact]
    public void A_requester_that_dies_stops_the_job_and_loses_nothing()
    {
        Hosts.Answer = work => work.Id == 2 ? throw new InvalidOperationException("a strategy's fault") : null;
        Start(new MadeList("http://a.test/1", "http://a.test/2", "http://b.test/3"));
        Until(() => Facts.OfType<JobStopping>().Any());
        Coordinator.Tell(new StopJob(true));

        var ended = End();

        Assert.Equal((true, Reason.Internal, 3), (ended.Stopped, ended.Failure!.Reason, ended.Counts.Pending));
    }
}
