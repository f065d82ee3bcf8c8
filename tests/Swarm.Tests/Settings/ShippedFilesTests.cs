using Swarm.Domain.Requests;
using Swarm.Hocon;
using Swarm.Settings;
using Swarm.TestSupport;

namespace Swarm.Tests.Settings;

/// <summary>The files in <c>hocon/</c> say what the program does.</summary>
public class ShippedFilesTests
{
    static string Shipped(string name) => Path.Combine(Fixtures.RepoRoot, "hocon", name);

    static SwarmSettings Load(string name, params string[] definitions) =>
        SettingsLoader.Load(new SettingsSources { Files = [Shipped(name)], Definitions = definitions, Environment = _ => null });

    [Fact]
    public void Reference_conf_says_the_defaults() => Assert.Equal(new SwarmSettings(), Load("reference.conf"));

    [Fact]
    public void Every_key_that_is_read_is_in_reference_conf_and_no_other()
    {
        var read = SettingsPrinter.Keys();
        var written = Leaves(HoconDocument.ParseFile(Shipped("reference.conf")).Resolve(), "").ToList();
        Assert.Equal(read.Order(), written.Where(key => key != "swarm.origins").Order());
    }

    [Fact]
    public void Every_key_of_reference_conf_has_a_line_of_meaning()
    {
        var lines = File.ReadAllLines(Shipped("reference.conf"));
        for (var i = 1; i < lines.Length; i++)
            if (lines[i].TrimStart() is { Length: > 0 } line && line[0] is not ('#' or '}') && line != "swarm {")
                Assert.True(lines[i - 1].TrimStart().StartsWith('#'), $"line {i + 1} has no meaning above it: {line}");
    }

    [Theory]
    [InlineData("lenient.conf", "lenient")]
    [InlineData("backoff.conf", "backoff")]
    [InlineData("adaptive.conf", "adaptive")]
    [InlineData("google.conf", "google")]
    [InlineData("s3.conf", "s3")]
    [InlineData("oss.conf", "oss")]
    [InlineData("3di.conf", "3di")]
    public void The_conf_of_a_strategy_equals_its_preset(string file, string name)
    {
        var preset = StrategyPresets.All.Single(p => p.Name == name);
        Assert.Equal(preset, Load(file).Strategy);
        // And its numbers are all that differs from lenient.
        Assert.Equal(preset, Load(file, "strategy.name=mine", "strategy.like=lenient").Strategy with { Name = name });
    }

    [Fact]
    public void Transfer_conf_gives_an_origin_more_connections_and_no_pause()
    {
        var settings = Load("transfer.conf");
        Assert.Equal(("backoff", 8, TimeSpan.Zero), (settings.Strategy.Name, settings.Strategy.PerOrigin, settings.Strategy.Delay));
        Assert.Equal(8, settings.Stores.Upload.Workers);
        Assert.Equal(new SwarmSettings(), settings with { Strategy = new(), Stores = new() });
    }

    [Fact]
    public void Mirror_conf_is_gentle_with_a_site()
    {
        var settings = Load("mirror.conf");
        Assert.Equal(("backoff", 2, TimeSpan.FromMilliseconds(250)), (settings.Strategy.Name, settings.Strategy.PerOrigin, settings.Strategy.Delay));
        Assert.Equal(new MirrorOptions().Scope, settings.Mirror.Scope);
        Assert.Equal(new MirrorOptions().Crawl with { LongestTime = TimeSpan.FromHours(12) }, settings.Mirror.Crawl);
    }

    [Fact]
    public void Batch_conf_describes_a_whole_job()
    {
        var settings = SettingsLoader.LoadJob(new SettingsSources { Files = [Shipped("batch.conf")], Environment = _ => null });
        Assert.Equal(["https://example.org/files/report-[2020-2024].pdf"], settings.Job.Urls);
        Assert.True(settings.Job.Glob);
        Assert.Equal(Shipped("batch-output"), settings.Job.Output);
        Assert.Equal(("backoff", 4), (settings.Strategy.Name, settings.Strategy.PerOrigin));
        Assert.Equal(1, Assert.Single(settings.Origins).Strategy.PerOrigin);
    }

    [Fact]
    public void The_environment_moves_the_output_of_batch_conf()
    {
        var sources = new SettingsSources { Files = [Shipped("batch.conf")], Environment = name => name == "SWARM_OUTPUT" ? "/elsewhere" : null };
        Assert.Equal("/elsewhere", SettingsLoader.Load(sources).Job.Output);
    }

    static IEnumerable<string> Leaves(HoconObject from, string prefix) => from.SelectMany(
        member => member.Value is HoconObject { Count: > 0 } section ? Leaves(section, prefix + member.Key + ".") : [prefix + member.Key]);
}
