using Swarm.Domain;
using Swarm.Domain.Frontier;

namespace Swarm.IO.Tests.State;

public abstract partial class FrontierContract
{
    [Fact]
    public void A_finished_file_that_stands_where_a_folder_must_be_is_moved_and_the_move_outlives_a_kill()
    {
        var frontier = _home.Open();
        frontier.Settle([Done(Add(frontier, "http://h/a").Single())]);
        var result = frontier.Add([Ask("http://h/a/b")], null);
        var move = Assert.Single(result.Moves);
        Assert.Equal("h/a", move.From);
        Assert.NotEqual("h/a", move.To);
        Assert.Equal("h/a/b", result.Added.Single().Path);

        var again = _home.OpenAfterKill();
        Assert.Equal([move], again.UnfinishedMoves);
        again.MovesDone([move]);
        Assert.Empty(again.UnfinishedMoves);
        Assert.Empty(_home.OpenAfterKill().UnfinishedMoves);
    }

    [Fact]
    public void Who_needs_the_place_of_a_file_in_flight_waits_for_it()
    {
        var frontier = _home.Open();
        var file = Add(frontier, "http://h/a").Single();
        var result = frontier.Add([Ask("http://h/a/b"), Ask("http://h/c")], null);
        Assert.Equal(["http://h/c"], Urls(result.Added));
        Assert.Empty(result.Moves);
        Assert.Equal((0, 3), (result.Duplicates, frontier.Count().Leased));
        Assert.Empty(Add(frontier, "http://h/a/d"));

        var handover = frontier.Settle([Done(file)]);
        Assert.Equal("h/a", Assert.Single(handover.Moves).From);
        Assert.Equal(["http://h/a/b", "http://h/a/d"], Urls(handover.Leases));
        Assert.Equal(Handover.None, frontier.Settle([Done(result.Added[0])]));
    }

    [Fact]
    public void Names_from_responses_are_one_each()
    {
        var frontier = _home.Open();
        var leases = frontier.Add([new Proposal(Get("http://h/1"), null), new Proposal(Get("http://h/2"), null)], null).Added;
        Assert.Null(leases[0].Path);
        var (one, two) = (frontier.Claim(leases[0].Id, "h/File.txt").Path, frontier.Claim(leases[1].Id, "h/file.txt").Path);
        Assert.NotEqual(one, two, StringComparer.OrdinalIgnoreCase);
        Assert.Equal(one, frontier.Claim(leases[0].Id, "h/File.txt").Path);
        frontier.Settle([]);
        var again = _home.OpenAfterKill();
        Assert.Equal([one, two], again.Take(OriginOf("http://h/"), 2).Select(l => l.Path));
    }

    public static TheoryData<int> Seeds => new(Enumerable.Range(1, 25));

    /// <summary>Plays a whole job with moves, retries and kills on a pretended disk: the tree may depend on the URLs alone.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_order_and_every_kill_ends_in_the_same_tree(int seed)
    {
        var expected = new PretendedJob(NewHome(), new Random(0), kills: false).Run(Twins);
        Assert.Equal(Twins.Length, expected.Values.Distinct().Count());
        Assert.Equal(expected.Count, expected.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        var random = new Random(seed);
        var shuffled = Twins.ToArray();
        random.Shuffle(shuffled);
        Assert.Equal(expected, new PretendedJob(NewHome(), random, kills: seed % 2 == 0).Run(shuffled));
    }

    /// <summary>The same tree as if all names had been known from the start, though responses come while others are being written.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Names_that_responses_give_end_in_the_same_tree_in_every_order(int seed)
    {
        var expected = new PretendedJob(NewHome(), new Random(0), kills: false).Run(Twins);
        var random = new Random(seed);
        var shuffled = Twins.ToArray();
        random.Shuffle(shuffled);
        Assert.Equal(expected, new PretendedJob(NewHome(), random, kills: seed % 2 == 0, NamedBy.Response).Run(shuffled));
    }

    [Fact]
    public void Who_wins_the_name_of_a_file_in_flight_writes_elsewhere_and_has_it_in_the_end()
    {
        var frontier = _home.Open();
        var leases = frontier.Add([new Proposal(Get("http://h/A"), null), new Proposal(Get("http://h/a"), null)], null).Added;
        Assert.Equal("h/a.html", frontier.Claim(leases[1].Id, "h/a.html").Path);
        var grant = frontier.Claim(leases[0].Id, "h/A.html");
        Assert.Empty(grant.Moves);
        Assert.EndsWith(".html", grant.Path, StringComparison.Ordinal);
        Assert.NotEqual("h/A.html", grant.Path);
        Assert.Equal(grant.Path, frontier.Claim(leases[0].Id, "h/A.html").Path);

        Assert.Equal(Handover.None, frontier.Settle([Done(leases[0])]));
        var first = Assert.Single(frontier.Settle([Done(leases[1])]).Moves);
        Assert.Equal((leases[1].Id, "h/a.html"), (first.Id, first.From));
        var again = _home.OpenAfterKill();
        Assert.Equal([first], again.UnfinishedMoves);
        Assert.Equal([new NameMove(leases[0].Id, grant.Path, "h/A.html")], again.MovesDone([first]).Moves);
    }

    static readonly string[] Twins =
    [
        "http://h/a", "http://h/A", "http://h/a/b", "http://h/a/B", "http://h/a/b/c", "http://h/A/b/C", "http://h/a/b/c/d", "http://h/x.txt", "http://h/X.TXT",
        "http://h/x.txt/y", "http://h/x.Txt", "http://h/z", "http://h/Z", "http://h/q/1", "http://h/q/2", "http://h/Q/1", "http://h/q", "http://g/a", "http://g/a/",
        "http://h/caf\u00e9", "http://h/cafe\u0301", "http://h/CAF\u00c9/x", "http://h/stra\u00dfe", "http://h/STRASSE",
        "http://h/p/p/p", "http://h/p/p", "http://h/P", "http://h/p/P/p/p",
    ];
}
