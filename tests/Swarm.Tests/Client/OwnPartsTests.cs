using Swarm.Domain;
using Swarm.Domain.Naming;
using Swarm.Domain.Requests;
using Swarm.TestSupport;

namespace Swarm.Tests.Client;

/// <summary>Clients, strategies and namers of the caller's own.</summary>
public sealed class OwnPartsTests : ClientTests
{
    [Fact]
    public async Task A_client_of_the_callers_own_is_used_and_never_disposed()
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Mine", "yes");
        var client = new SwarmClient(Options with { Http = http });
        Assert.True((await client.OneAsync(Origin.Url("/1"), Patience)).IsGood);
        await foreach (var _ in client.EachAsync(Urls(5), token: Patience)) break;
        Assert.True((await client.OneAsync(Origin.Url("/2"), Patience)).IsGood);
        Assert.Equal("body of /3", await http.GetStringAsync(Origin.Url("/3")));
        Assert.All(Origin.Requests, r => Assert.Equal("yes", r.Field("X-Mine")));
    }

    [Fact]
    public async Task A_strategy_of_the_callers_own_accepts_and_tries_again_as_it_says()
    {
        Origin.On("/202", Reply.Status(202)).On("/400", Reply.Status(400), Reply.Status(400), Reply.Ok("third"));
        var client = new SwarmClient(Options with { Strategy = new Picky() });
        var results = await client.SwarmAsync([Origin.Url("/200"), Origin.Url("/202"), Origin.Url("/400")], token: Patience);
        Assert.Equal([(true, 1), (false, 1), (true, 3)], results.Select(r => (r.IsGood, r.Outcome.Attempts)));
        Assert.Equal("third", FileOf(results[2].Outcome));
    }

    [Theory]
    [InlineData("pace")]
    [InlineData("judge")]
    [InlineData("accepts")]
    [InlineData("concurrency")]
    public async Task A_strategy_that_throws_ends_the_call_with_its_words(string where)
    {
        Origin.On("/0", Reply.Status(500));
        var client = new SwarmClient(Options with { Strategy = new Broken(where) });
        var thrown = await Assert.ThrowsAsync<TransferException>(() => client.SwarmAsync(Urls(3), token: Patience));
        Assert.Contains("Broken' failed: InvalidOperationException: my bug", thrown.Message);
    }

    [Fact]
    public async Task A_namer_of_the_callers_own_can_not_leave_the_folder()
    {
        var client = new SwarmClient(Options with { Namer = new Escaping() });
        var results = await client.SwarmAsync([Origin.Url("/a"), Origin.Url("/b:*")], token: Patience);
        Assert.All(results, r => Assert.True(r.IsGood));
        Assert.Equal(2, Folder.Files.Count);
        Assert.All(Folder.Files.Keys, f => Assert.StartsWith("up/", f));
    }

    [Fact]
    public async Task A_namer_that_throws_fails_its_item_alone()
    {
        var client = new SwarmClient(Options with { Namer = new Escaping() });
        var results = await client.SwarmAsync([Origin.Url("/a"), Origin.Url("/throw")], token: Patience);
        Assert.Equal([true, false], results.Select(r => r.IsGood));
        Assert.Equal((Reason.Name, "the namer 'escaping' failed: not this one"), (results[1].Outcome.Failure!.Reason, results[1].Outcome.Failure!.Detail));
    }

    [Fact]
    public async Task A_folder_that_can_not_be_used_is_said_by_an_exception()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Folder.Output)!);
        await File.WriteAllTextAsync(Folder.Output, "a file");
        await Assert.ThrowsAsync<TransferException>(() => Client.OneAsync(Origin.Url("/a"), Patience));
    }

    sealed class Picky : IRequestStrategy
    {
        public string Name => "picky";

        public IOriginPace PaceFor(Origin origin, PaceMemory? remembered) => new Steady();

        public bool Accepts(int status) => status == 200;

        public Verdict Judge(in AttemptFacts attempt, Random chance) =>
            attempt is { Status: 400, Attempt: < 5 } ? Verdict.Retry(TimeSpan.FromMilliseconds(5)) : Verdict.GiveUp;
    }

    sealed class Broken(string where) : IRequestStrategy
    {
        public string Name => "broken";

        public IOriginPace PaceFor(Origin origin, PaceMemory? remembered) => where switch
        {
            "pace" => throw new InvalidOperationException("my bug"),
            "concurrency" => new Steady { Fails = true },
            _ => new Steady(),
        };

        public bool Accepts(int status) => where == "accepts" ? throw new InvalidOperationException("my bug") : status == 200;

        public Verdict Judge(in AttemptFacts attempt, Random chance) => where == "judge" ? throw new InvalidOperationException("my bug") : Verdict.GiveUp;
    }

    sealed class Steady : IOriginPace
    {
        public bool Fails { get; init; }

        public int Concurrency => Fails ? throw new InvalidOperationException("my bug") : 4;

        public TimeSpan Spacing => TimeSpan.Zero;

        public void Observe(in AttemptFacts attempt)
        {
        }

        public PaceMemory Remember() => new(4, TimeSpan.Zero);
    }

    sealed class Escaping : INamer
    {
        public string Name => "escaping";

        public bool NeedsHead => false;

        public NameProposal Propose(Bundle bundle, long position, IReadOnlyList<Header>? head) => bundle.Url.Path is "/throw"
            ? throw new InvalidOperationException("not this one")
            : new NameProposal("../../up/" + bundle.Url.Path.ToString(), null);
    }
}
