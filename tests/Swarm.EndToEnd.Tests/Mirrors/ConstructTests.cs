using Swarm.TestSupport;
using Swarm.TestSupport.Servers;
using Swarm.TestSupport.Sites;
using Swarm.TestSupport.Sites.Construct;

namespace Swarm.EndToEnd.Tests.Mirrors;

/// <summary>A site of every construct, served by nginx as a proxy, so that it has names.</summary>
public sealed class ConstructTests
{
    /// <summary>What the site links to and does not have; its other host has no robots.txt.</summary>
    static readonly string[] Gone = ["/gone", "/gone-too", "/img/missing.png", "/m/nowhere", "/robots.txt"];

    [ProgramFact("nginx")]
    public async Task Every_file_and_every_reference_is_as_the_site_says_and_nothing_is_asked_for_that_may_not_be()
    {
        using var folder = new TestFolder();
        await using var nginx = await ConstructSite.StartAsync(folder["nginx"]);

        var ran = await MirrorRun.RunAsync(ConstructSite.Seed, folder["out"], "--proxy", nginx.Root);
        var log = await nginx.StopAsync();

        Assert.True(ran.ExitCode is 0 or 1, ran.ToString());
        Report(SiteProof.Faults(folder["out"], ConstructSite.Files, MirrorRun.OwnFiles));
        var forbidden = ConstructSite.Files.Where(f => !f.IsWanted).Select(f => f.Target).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(log, r => forbidden.Contains(r.Target));
        Assert.Equal(Gone.Order(StringComparer.Ordinal), log.Where(r => r.Status == 404).Select(r => r.Target).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        // Each host has a robots.txt; who redirects to itself may mean it, with a cookie.
        Assert.Empty(log.Where(r => r.Target is not ("/robots.txt" or "/m/self")).GroupBy(r => r.Target, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [ProgramFact("nginx")]
    public async Task A_second_run_is_told_304_for_every_file_and_changes_no_byte_and_no_time()
    {
        using var folder = new TestFolder();
        _ = await MirrorAsync(folder, "nginx1");
        var first = MirrorRun.Tree(folder["out"], withTimes: true);

        var (_, log) = await MirrorAsync(folder, "nginx2");

        Assert.Empty(MirrorRun.Differences(first, MirrorRun.Tree(folder["out"], withTimes: true)));
        Assert.DoesNotContain(log, r => r.Status == 200);
        Assert.InRange(log.Count(r => r.Status == 304), first.Count, first.Count + ConstructSite.Files.Count(f => f.IsOptional));
    }

    [ProgramFact("nginx")]
    public async Task It_is_known_to_be_complete_and_each_file_that_is_taken_away_is_missed()
    {
        using var folder = new TestFolder();
        var (ran, _) = await MirrorAsync(folder, "nginx", "--json");

        var whole = await MirrorRun.CheckAsync(folder["out"]);
        var looked = await MirrorRun.CheckAsync(folder["out"], "--json");
        File.Delete(folder["out", "site.test", "img", "list.png"]);
        var holed = await MirrorRun.CheckAsync(folder["out"]);

        Assert.True(whole.ExitCode == 0, whole.ToString());
        Assert.Equal(looked.Output.Split('\n'), Said(ran.Output));
        Assert.True(holed.ExitCode == 1, holed.ToString());
        Assert.Contains("list.png", holed.Output, StringComparison.Ordinal);
    }

    static async Task<(CommandResult Ran, IReadOnlyList<NginxRequest> Log)> MirrorAsync(TestFolder folder, string server, params string[] more)
    {
        await using var nginx = await ConstructSite.StartAsync(folder[server]);
        var ran = await MirrorRun.RunAsync(ConstructSite.Seed, folder["out"], ["--proxy", nginx.Root, .. more]);
        Assert.True(ran.ExitCode is 0 or 1, ran.ToString());
        return (ran, await nginx.StopAsync());
    }

    /// <summary>What a run says at its end of its tree, in the words of a look at it.</summary>
    static IEnumerable<string> Said(string output)
    {
        const string finding = "\"event\":\"finding\",", sum = "\"event\":\"checked\",";
        return output.Split('\n').Where(line => line.Length == 0 || line.Contains(finding) || line.Contains(sum)).Select(line => line.Replace(finding, "").Replace(sum, ""));
    }

    static void Report(IReadOnlyList<string> faults) => Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults)}");
}
