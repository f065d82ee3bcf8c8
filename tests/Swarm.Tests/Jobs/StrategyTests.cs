using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.IO.Http;
using Swarm.IO.Lists;
using Swarm.Jobs;
using Swarm.Settings;
using Swarm.TestSupport;

namespace Swarm.Tests.Jobs;

/// <summary>Which strategy an origin is asked by, and where strategies come from.</summary>
public sealed class StrategyTests : JobTests
{
    static string Here => typeof(StrategyTests).Assembly.Location;

    [Fact]
    public async Task An_overlay_rules_its_hosts_alone_down_to_which_statuses_are_kept()
    {
        Origin.Otherwise(Reply.Raw(HttpWire.Message(202, HttpWire.Bytes("accepted"))));
        var own = Quick.Settings.Strategy with { Type = typeof(OnlyOk).FullName, Assembly = Here };
        var settings = Quick.Settings with { Origins = [new OriginOverlay("localhost", own, new HttpOptions { Headers = [new Header("X-Local", "yes")] })] };
        var list = Folder.List(Origin.Url("/kept"), $"http://localhost:{Origin.Port}/refused");
        var run = await RunAsync(list, settings);
        Assert.Equal((1, 1), (run.Seen.Done, run.Seen.Failed));
        Assert.Equal("accepted", Folder.Files.Values.Single());
        Assert.Equal([("/kept", null), ("/refused", "yes")], Origin.Requests.Select(r => (r.Path, r.Field("X-Local"))).Order());
    }

    [Theory]
    [InlineData("a.example", "a.example", true)]
    [InlineData("a.example", "b.a.example", false)]
    [InlineData("*.a.example", "b.a.example", true)]
    [InlineData("*.a.example", "a.example", true)]
    [InlineData("*.a.example", "ba.example", false)]
    public void An_overlay_matches_its_host_and_with_a_star_all_below_it(string pattern, string host, bool matches) =>
        Assert.Equal(matches, new OriginOverlay(pattern, new(), new()).Matches(WebUrl.Parse($"https://{host}:8443/").Origin));

    [Fact]
    public async Task Of_overlays_the_first_that_matches_rules_and_the_callers_own_where_none_does()
    {
        Origin.Otherwise(Reply.Status(500));
        OriginOverlay[] overlays = [Overlay("localhost", 3), Overlay("*.localhost", 4), Overlay("localhost", 5)];
        await using var source = ListReader.Open(new ListSpec([], [$"http://localhost:{Origin.Port}/overlay", Origin.Url("/own")]));
        await RunAsync(Spec(source, Quick.Settings with { Origins = overlays }) with { Strategy = new OnlyOk() });
        Assert.Equal((3, 1), (Origin.Requests.Count(r => r.Path == "/overlay"), Origin.Requests.Count(r => r.Path == "/own")));

        static OriginOverlay Overlay(string pattern, int attempts) => new(pattern, Quick.Settings.Strategy with { Attempts = attempts }, new());
    }

    [Fact]
    public void A_class_is_made_with_the_options_where_it_takes_them()
    {
        var made = StrategyLoader.Load(new StrategyOptions { Type = typeof(WithOptions).FullName, Assembly = Here, Attempts = 7 });
        Assert.Equal("with options 7", made.Name);
        Assert.Equal("only-ok", StrategyLoader.Load(new StrategyOptions { Type = typeof(OnlyOk).FullName, Assembly = Here }).Name);
    }

    [Theory]
    [InlineData("No.Such", "has no class of that name")]
    [InlineData("Swarm.Tests.Jobs.StrategyTests+NoStrategy", "does not implement Swarm.Domain.Requests.IRequestStrategy")]
    [InlineData("Swarm.Tests.Jobs.StrategyTests+NeedsMore", "needs a public constructor: without parameters, or with StrategyOptions")]
    [InlineData("Swarm.Tests.Jobs.StrategyTests+Unborn", "is abstract")]
    [InlineData("Swarm.Tests.Jobs.StrategyTests+Throwing", "could not be made: out of order")]
    public void A_class_that_can_not_be_used_is_named_with_the_reason(string type, string why)
    {
        var fault = Assert.Throws<SettingsException>(() => StrategyLoader.Load(new StrategyOptions { Type = type, Assembly = Here }));
        Assert.Equal($"{type} (in {Here}) {why}", fault.Faults.Single().Message);
        Assert.Equal("swarm.strategy.type", fault.Faults.Single().Key);
    }

    [Theory]
    [InlineData("missing.dll")]
    [InlineData("text.dll")]
    public void An_assembly_that_can_not_be_loaded_is_named(string name)
    {
        var file = Path.Combine(Path.GetDirectoryName(Folder.List("no assembly"))!, name);
        if (name == "text.dll") File.WriteAllText(file, "no assembly");
        var fault = Assert.Throws<SettingsException>(() => StrategyLoader.Load(new StrategyOptions { Type = "A.B", Assembly = file }));
        Assert.StartsWith($"A.B (in {file}) can't be loaded: ", fault.Faults.Single().Message);
    }

    [Fact]
    public async Task A_job_whose_strategy_can_not_be_made_leaves_the_folder_free()
    {
        var settings = Quick.Settings with { Strategy = new StrategyOptions { Type = "No.Such" } };
        await using var source = ListReader.Open(new ListSpec([], [Origin.Url("/")]));
        Assert.Throws<SettingsException>(() => Job.Open(Spec(source, settings)));
        await RunAsync(Spec(source));
        Assert.Single(Folder.Files);
    }

    public class OnlyOk : IRequestStrategy
    {
        public virtual string Name => "only-ok";

        public IOriginPace PaceFor(Origin origin, PaceMemory? remembered) => new ConfiguredStrategy(Quick.Settings.Strategy).PaceFor(origin, remembered);

        public bool Accepts(int status) => status == 200;

        public Verdict Judge(in AttemptFacts attempt, Random chance) => Verdict.GiveUp;
    }

    public sealed class WithOptions(StrategyOptions options) : OnlyOk
    {
        public override string Name => $"with options {options.Attempts}";
    }

    public sealed class NoStrategy;

    public sealed class NeedsMore(string more) : OnlyOk
    {
        public override string Name => more;
    }

    public abstract class Unborn : OnlyOk;

    public sealed class Throwing : OnlyOk
    {
        public Throwing() => throw new InvalidOperationException("out of order");
    }
}
