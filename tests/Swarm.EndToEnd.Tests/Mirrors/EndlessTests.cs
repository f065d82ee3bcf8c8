using Swarm.TestSupport.Servers;
using Swarm.TestSupport.Sites;
using Swarm.TestSupport.Sites.Endless;
using Xunit.Abstractions;

namespace Swarm.EndToEnd.Tests.Mirrors;

/// <summary>Sites without an end, and no limit given.</summary>
public sealed class EndlessTests(ITestOutputHelper output)
{
    const int Most = 5000;

    /// <summary>What the program says of what it left out.</summary>
    static readonly string[] Reasons = ["nothing new came", "by a limit", "limit: "];

    public static TheoryData<string> Sites => [.. EndlessSites.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Sites))]
    public async Task A_crawl_of_an_endless_site_ends_by_itself_and_says_why(string name)
    {
        using var folder = new TestFolder();
        var site = EndlessSites.All.First(s => s.Name == name);
        await using var origin = new HandlerOrigin(site.Answer);

        var ran = await MirrorRun.RunAsync(origin.Root + site.Seed, folder["out"]);
        var failures = await SwarmProgram.RunAsync("failures", folder["out"]);

        output.WriteLine($"{origin.Targets.Count} requests in {ran.Took.TotalSeconds:0.0} s\n{ran.Errors}\n{string.Join('\n', failures.Output.Split('\n').Take(3))}");
        Assert.True(ran.ExitCode is 0 or 1, ran.ToString());
        Assert.InRange(origin.Targets.Count, 2, Most);
        Assert.Contains(Reasons, reason => (ran.Errors + failures.Output).Contains(reason, StringComparison.Ordinal));
    }
}
