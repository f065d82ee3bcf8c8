using System.Diagnostics;
using Swarm.TestSupport;
using Swarm.TestSupport.Servers;
using Swarm.TestSupport.Sites.Construct;
using Xunit.Abstractions;

namespace Swarm.EndToEnd.Tests.Mirrors;

/// <summary>A mirror that is killed again and again, while it crawls and while it converts.</summary>
public sealed class MirrorKillTests(ITestOutputHelper output)
{
    const int Kills = 20, FirstOfConversion = 12;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [ProgramFact("nginx")]
    public async Task Twenty_kills_at_any_time_leave_the_tree_and_the_score_of_an_undisturbed_mirror()
    {
        using var folder = new TestFolder();
        await using var nginx = await ConstructSite.StartAsync(folder["nginx"]);
        var (golden, killed) = (folder["golden"], folder["killed"]);
        await EndAsync(nginx, golden);

        var converting = await KillAgainAndAgainAsync(nginx, folder["nginx", "access.log"], killed);
        await EndAsync(nginx, killed);

        Assert.Empty(MirrorRun.Differences(MirrorRun.Tree(golden), MirrorRun.Tree(killed)));
        var (wanted, had) = (await MirrorRun.CheckAsync(golden), await MirrorRun.CheckAsync(killed));
        Assert.Equal((wanted.ExitCode, wanted.Output.Replace(golden, "", StringComparison.Ordinal)), (had.ExitCode, had.Output.Replace(killed, "", StringComparison.Ordinal)));
        output.WriteLine($"{converting} kills while pages were converted");
        Assert.True(converting >= 3, $"{converting} kills while pages were converted: too few to show anything");
    }

    /// <summary>How many of the kills came while pages were converted.</summary>
    static async Task<int> KillAgainAndAgainAsync(NginxServer nginx, string log, string into)
    {
        var (chance, converting) = (new Random(20), 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var program = MirrorRun.Start(ConstructSite.Seed, into, "--proxy", nginx.Root, "--per-origin", "4");
            if (kill < FirstOfConversion) await WhileCrawlingAsync(program, kill, log, chance);
            else if (await WhileConvertingAsync(program, into, chance)) converting++;
            program.Kill();
        }

        return converting;
    }

    /// <summary>One in four while the program starts, the others after up to 40 of its requests.</summary>
    static async Task WhileCrawlingAsync(Command program, int kill, string log, Random chance)
    {
        var until = new FileInfo(log).Length + (chance.Next(1, 40) * 50);
        if (kill % 4 > 0) await UntilAsync(program, () => new FileInfo(log).Length > until);
        await Task.Delay(kill % 4 > 0 ? chance.Next(0, 8) : chance.Next(0, 300));
    }

    /// <summary>As soon as one page more is there, and up to 10 ms after.</summary>
    static async Task<bool> WhileConvertingAsync(Command program, string into, Random chance)
    {
        var before = Count(into);
        await UntilAsync(program, () => Count(into) > before);
        await Task.Delay(chance.Next(0, 10));
        return !program.HasEnded;
    }

    static int Count(string into) => Directory.Exists(Path.Combine(into, "site.test"))
        ? Directory.EnumerateFiles(Path.Combine(into, "site.test"), "*.html", SearchOption.AllDirectories).Count()
        : 0;

    static async Task UntilAsync(Command program, Func<bool> holds)
    {
        var began = Stopwatch.GetTimestamp();
        while (!holds() && !program.HasEnded && Stopwatch.GetElapsedTime(began) < Patience) await Task.Delay(1);
    }

    static async Task EndAsync(NginxServer nginx, string into)
    {
        var ran = await MirrorRun.RunAsync(ConstructSite.Seed, into, "--proxy", nginx.Root);
        Assert.True(ran.ExitCode is 0 or 1, ran.ToString());
    }
}
