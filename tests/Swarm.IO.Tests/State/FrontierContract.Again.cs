using Swarm.Domain;
using Swarm.Domain.Frontier;

namespace Swarm.IO.Tests.State;

public abstract partial class FrontierContract
{
    static readonly Validators Known = new("\"e\"", "Tue, 01 Sep 2026 10:00:00 GMT");

    static Settlement Ended(Lease lease, OutcomeKind kind, string? file = null) => new(lease.Id, 1, new Outcome(kind)
    {
        Attempts = 1, Length = 5, Validators = Known, File = file, FinalUrl = kind == OutcomeKind.Moved ? WebUrl.Parse("http://a/1") : null,
        Failure = kind == OutcomeKind.Failed ? new Failure(Reason.Status, Stage.Head, "no") : null,
    }, null, null);

    [Fact]
    public void A_next_run_asks_for_all_again_and_conditionally_for_what_has_a_file()
    {
        var frontier = _home.Open();
        var leases = Add(frontier, "http://a/1", "http://a/2", "http://a/3", "http://a/4");
        frontier.Settle([Ended(leases[0], OutcomeKind.Done, "a/1"), Ended(leases[1], OutcomeKind.Failed), Ended(leases[2], OutcomeKind.Moved)]);
        Assert.Equal(3, frontier.BeginAgain());
        Assert.Equal(new FrontierCounts(3, 0, 1, 0, 0, 0), frontier.Count());
        var again = _home.OpenAfterKill();
        Assert.Equal(0, again.BeginAgain());
        Assert.Equal([Known, default, default, default], again.Take(OriginOf("http://a/"), 9).Select(l => l.Known));
    }

    [Fact]
    public void What_failed_in_one_run_is_asked_for_in_the_next_as_it_was_known_before()
    {
        var frontier = _home.Open();
        frontier.Settle([Ended(Add(frontier, "http://a/1").Single(), OutcomeKind.Done, "a/1")]);
        frontier.BeginAgain();
        frontier.Settle([Failed(frontier.Take(OriginOf("http://a/"), 1).Single(), Reason.Status, 500)]);
        frontier.BeginAgain();
        Assert.Equal(Known, frontier.Take(OriginOf("http://a/"), 1).Single().Known);
    }

    [Fact]
    public void What_was_forgotten_is_asked_for_as_if_there_had_never_been_a_file()
    {
        var frontier = _home.Open();
        var leases = Add(frontier, "http://a/1", "http://a/2");
        frontier.Settle([.. leases.Select(l => Ended(l, OutcomeKind.Done, l.Path))]);
        frontier.BeginAgain();
        var again = frontier.Take(OriginOf("http://a/"), 2);
        frontier.Settle([Failed(again[0], Reason.Status, 404), Ended(again[1], OutcomeKind.Done, again[1].Path)]);
        frontier.Forget([leases[0].Id, leases[1].Id]);
        var third = _home.OpenAfterKill();
        third.BeginAgain();
        Assert.All(third.Take(OriginOf("http://a/"), 2), lease => Assert.False(lease.Known.Any));
    }
}
