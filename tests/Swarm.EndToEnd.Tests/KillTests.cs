using System.Diagnostics;
using System.Globalization;
using Swarm.TestSupport;
using Swarm.TestSupport.Servers;

namespace Swarm.EndToEnd.Tests;

public sealed class KillTests
{
    const int Urls = 2000, AtOnce = 8;
    static readonly int Kills = Lives.Of(50);
    static readonly byte[] Noise = HttpWire.Noise(1 << 16);
    int _asked;

    [Fact]
    public async Task Kills_at_any_time_lose_nothing_repeat_nothing_done_and_show_no_partial_file()
    {
        using var folder = new TestFolder();
        await using var origin = new ScriptedOrigin().Otherwise(InTwoPiecesAsync);
        var list = folder.Write("list.txt", Enumerable.Range(0, Urls).Select(i => origin.Url($"/{i % 20}/{i}")));
        var golden = await UndisturbedAsync(list, folder["golden"]);
        var calm = origin.Requests.Count;

        await using var reader = new TreeReader(folder["out"], path => Body(path[path.IndexOf('/', StringComparison.Ordinal)..]));
        var recorded = await KillAgainAndAgainAsync(list, folder["out"], origin);
        var last = await SwarmProgram.RunAsync(Get(list, folder["out"], "0"));
        await reader.StopAsync();

        Assert.True(last.ExitCode == 0, last.ToString());
        Assert.Equal(golden, TestFolder.Tree(folder["out"]));
        Assert.Equal(Urls, (await JobLedger.AllAsync(folder["out"])).Count(l => l.State == "done"));
        Assert.Empty(reader.Partial);
        Assert.True(reader.Seen > Urls / 2, $"the reader looked at {reader.Seen} files only");
        var requests = origin.Requests;
        Assert.Empty(recorded.Where(r => requests.Skip(r.Value).Any(q => q.Path == r.Key)).Select(r => r.Key));
        Assert.InRange(requests.Count - calm, Urls, Urls + Kills * AtOnce);
    }

    /// <summary>Each URL that the ledger called done, with the number of requests that the origin had had by then.</summary>
    async Task<Dictionary<string, int>> KillAgainAndAgainAsync(string list, string output, ScriptedOrigin origin)
    {
        var chance = new Random(50);
        var recorded = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var program = SwarmProgram.Start(Get(list, output, "6ms"));
            await RandomMomentAsync(program, kill, chance);
            Assert.False(program.HasEnded, $"it ended before kill {kill}: {program.Output}{program.Errors}");
            program.Kill();
            var requests = origin.Requests.Count;
            if (kill % 2 == 0 || !File.Exists(Path.Combine(output, ".swarm", "state.db"))) continue;
            foreach (var line in await JobLedger.AllAsync(output))
                if (line.State == "done") recorded.TryAdd(line.Target, requests);
        }

        Assert.True(recorded.Count > Urls / 10, $"{recorded.Count} were done between the kills: too few to show anything");
        return recorded;
    }

    /// <summary>One in four while the program starts, the others after up to 60 of its requests: told by progress, so that a slow machine is no calmer.</summary>
    async Task RandomMomentAsync(Command program, int kill, Random chance)
    {
        var began = Stopwatch.GetTimestamp();
        var until = _asked + chance.Next(1, 60);
        while (kill % 4 > 0 && _asked < until && !program.HasEnded)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(20), $"no progress before kill {kill}: {_asked} requests of {until}. {program.Errors}");
            await Task.Delay(2);
        }

        await Task.Delay(kill % 4 > 0 ? chance.Next(0, 8) : chance.Next(0, 300));
    }

    static async Task<SortedDictionary<string, string>> UndisturbedAsync(string list, string output)
    {
        var ran = await SwarmProgram.RunAsync(Get(list, output, "0"));
        Assert.True(ran.ExitCode == 0, ran.ToString());
        var tree = TestFolder.Tree(output);
        Assert.Equal(Urls, tree.Count);
        return tree;
    }

    static string[] Get(string list, string output, string delay) =>
        ["get", "-i", list, "-o", output, "--delay", delay, "--per-origin", AtOnce.ToString(CultureInfo.InvariantCulture), "--quiet"];

    async Task InTwoPiecesAsync(OriginTalk talk)
    {
        Interlocked.Increment(ref _asked);
        var body = Body(talk.Request.Path);
        await talk.SendAsync([.. HttpWire.Bytes(HttpWire.Head(200, $"Content-Length: {body.Length}")), .. body[..(body.Length / 2)]]);
        await Task.Delay(4, talk.Stopping);
        await talk.SendAsync(body[(body.Length / 2)..]);
    }

    static byte[] Body(string path)
    {
        var i = int.Parse(path.AsSpan(path.LastIndexOf('/') + 1), CultureInfo.InvariantCulture);
        return Noise.AsSpan(i, 1000 + i * 7).ToArray();
    }
}
