using System.Diagnostics;
using System.Globalization;
using Swarm.TestSupport;
using Swarm.TestSupport.Objects;
using Swarm.TestSupport.Servers;
using Xunit.Abstractions;

namespace Swarm.EndToEnd.Tests.Objects;

/// <summary>kill -9, again and again, during one download of 1 GiB in segments.</summary>
[Collection(Alone.Name)]
public sealed class KilledDownloadTests(ITestOutputHelper output)
{
    const int Segments = 8;
    const long Length = 1 << 30, MeanLife = 10 << 20;
    static readonly int Kills = Lives.Of(50);
    static readonly ObjectContent Content = new(50, Length);

    /// <summary>Each connection gets 3 MiB a second; the last run, which says so, as much as it takes.</summary>
    const string Slow = """
        location /file {
          limit_rate 3m;
          if ($http_x_hurry) { set $limit_rate 0; }
        }
        """;

    [ProgramFact("nginx")]
    public async Task Kills_during_one_download_leave_the_right_file_and_cost_at_most_a_MiB_for_each_segment_and_kill()
    {
        using var folder = new TestFolder(LargeFile.Folder(room: 3L << 30));
        Directory.CreateDirectory(folder["nginx", "root"]);
        await LargeFile.WriteAsync(folder["nginx", "root", "file"], Content);
        await using var server = await NginxServer.StartAsync(folder["nginx"], Slow);

        var written = await KillAgainAndAgainAsync(Get(server.Root, folder["out"]));
        var last = await SwarmProgram.RunAsync([.. Get(server.Root, folder["out"]), "--header", "X-Hurry: yes"]);
        var log = await server.StopAsync();

        Assert.True(last.ExitCode == 0, last.ToString());
        var sent = log.Sum(r => r.Bytes);
        output.WriteLine($"{written >> 20} MiB written in {Kills} lives, {last.Took.TotalSeconds:0.0} s for the rest; {(sent - Length) >> 10} KiB sent again in {log.Count} requests");
        Assert.Null(Content.Difference(folder["out", "file"]));
        Assert.Equal(["file"], TestFolder.Names(folder["out"]));
        Assert.InRange(sent, Length, Length + Kills * Segments * (1L << 20));
        Assert.True(written > Length / 200 * Kills, $"only {written} bytes were written between the kills: they show too little");
    }

    static string[] Get(string root, string output) =>
        ["get", root + "/file", "-o", output, "--names", "last-segment", "--delay", "0", "--per-origin", "16", "--segments", Segments.ToString(CultureInfo.InvariantCulture),
            "--part-size", "1MiB", "-D", "segments.min-split=2MiB", "--quiet"];

    /// <summary>One in eight before it can have got far, the others after up to twice the mean life in bytes: told by progress, so that a slow machine is no calmer.</summary>
    static async Task<long> KillAgainAndAgainAsync(string[] arguments)
    {
        var chance = new Random(50);
        long written = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var program = SwarmProgram.Start(arguments);
            var until = kill % 8 == 7 ? 0 : chance.NextInt64(MeanLife * 2);
            var began = Stopwatch.GetTimestamp();
            while (Written(program) < until && !program.HasEnded)
            {
                Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30), $"no progress before kill {kill}. {program.Output}{program.Errors}");
                await Task.Delay(2);
            }

            if (kill % 8 == 7) await Task.Delay(chance.Next(400));
            Assert.False(program.HasEnded, $"it ended before kill {kill}: {program.Output}{program.Errors}");
            written += Written(program);
            program.Kill();
        }

        return written;
    }

    /// <summary>Bytes that the process has written to files so far, as the kernel counts them.</summary>
    static long Written(Command program)
    {
        try
        {
            var line = File.ReadLines($"/proc/{program.Id}/io").First(l => l.StartsWith("wchar:", StringComparison.Ordinal));
            return long.Parse(line.AsSpan("wchar:".Length), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it has ended: the caller says so
        }
    }
}
