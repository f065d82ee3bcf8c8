using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Requests;
using Swarm.Domain.Writing;
using Swarm.Engine.Keeping;
using Swarm.IO.State;

namespace Swarm.Engine.Tests.Keeping;

/// <summary>The keeper over a real frontier.</summary>
public sealed class KeeperTests : EngineKit
{
    readonly TempFolder _folder = new();
    readonly SqliteFrontier _frontier;
    readonly IActorRef _keeper;

    public KeeperTests()
    {
        _frontier = SqliteFrontier.Open(new StateFolder(_folder.Path), Durability.Process, Time);
        IFrontier frontier = _frontier;
        _keeper = Sys.ActorOf(Props.Create(() => new KeeperActor(frontier, TimeSpan.FromMilliseconds(20))));
    }

    [Fact]
    public void Ends_gather_for_a_moment_and_are_stored_together()
    {
        var leases = Stored(3);
        foreach (var lease in leases) _keeper.Tell(Done(lease));
        ExpectNoMsg(AWhile);

        Advance(0.02);

        Assert.Equal(3, ExpectMsg<Settled>().Ends.Count);
        Assert.Equal(3, _frontier.Count().Done);
    }

    [Fact]
    public void A_full_batch_does_not_wait()
    {
        foreach (var lease in Stored(512)) _keeper.Tell(Done(lease));

        Assert.Equal(512, ExpectMsg<Settled>().Ends.Count);
    }

    [Fact]
    public void What_was_told_before_a_survey_counts_in_it()
    {
        foreach (var lease in Stored(2)) _keeper.Tell(Done(lease));

        _keeper.Tell(new Survey(10));

        ExpectMsg<Settled>();
        Assert.Equal(2, ExpectMsg<Surveyed>().Counts.Done);
    }

    [Fact]
    public void Names_are_stored_before_they_are_given()
    {
        _keeper.Tell(new Store([.. Enumerable.Range(1, 3).Select(i => new Proposal(Bundles.Of($"http://a.test/{i}"), null))], null));
        var leases = ExpectMsg<Stored>().Result.Added;
        foreach (var lease in leases) _keeper.Tell(new NameIt(lease.Id, $"a.test/{lease.Id}.html"));

        foreach (var lease in leases) Assert.Equal($"a.test/{lease.Id}.html", ExpectMsg<NameGrant>().Path);

        using var beside = Ledger.Open(new StateFolder(_folder.Path), Time);
        Assert.All(beside.Rows(), row => Assert.Equal($"a.test/{row.Id}.html", row.Path));
    }

    [Fact]
    public void A_pace_is_remembered()
    {
        Stored(1);
        _keeper.Tell(new RememberPace(Bundles.Somewhere, new PaceMemory(7, TimeSpan.FromSeconds(1))));
        ExpectNoMsg(AWhile);
        Advance(0.02);

        _keeper.Tell(new RecallPace(Bundles.Somewhere));

        Assert.Equal(new PaceMemory(7, TimeSpan.FromSeconds(1)), ExpectMsg<PaceRecalled>().Pace);
    }

    [Fact]
    public void A_state_that_can_t_be_kept_is_told_and_not_thrown()
    {
        _frontier.Dispose();

        _keeper.Tell(new TakeFor(Bundles.Somewhere, 1));

        Assert.Equal(Reason.Disk, ExpectMsg<KeeperFailed>().Failure.Reason);
    }

    [Fact]
    public void Moves_are_off_the_journal_before_anyone_hears_of_it()
    {
        var lease = Assert.Single(Stored(1));

        _keeper.Tell(new MovesMade([new NameMove(1, "a", "b")], [lease]));

        Assert.Equal([lease], ExpectMsg<MovesKept>().For);
    }

    protected override void AfterAll()
    {
        Sys.Terminate().Wait(TimeSpan.FromSeconds(5));
        _frontier.Dispose();
        _folder.Dispose();
    }

    IReadOnlyList<Lease> Stored(int count)
    {
        _keeper.Tell(new Store([.. Enumerable.Range(1, count).Select(i => new Proposal(Bundles.Of($"http://a.test/{i}"), $"a.test/{i}"))], null));
        return ExpectMsg<Stored>().Result.Added;
    }

    static Settle Done(Lease lease) => new(lease, new Settlement(lease.Id, 1, new Outcome(OutcomeKind.Done) { Attempts = 1 }, null, null));
}
