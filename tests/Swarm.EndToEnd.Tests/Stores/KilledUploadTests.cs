using System.Diagnostics;
using Swarm.EndToEnd.Tests.Objects;
using Swarm.TestSupport;
using Swarm.TestSupport.Objects;
using Swarm.TestSupport.Servers;
using Xunit.Abstractions;

namespace Swarm.EndToEnd.Tests.Stores;

/// <summary>kill -9, again and again, during one upload of 500 MiB in parts.</summary>
public sealed class KilledUploadTests(ITestOutputHelper output)
{
    const int Workers = 2;
    const long Length = 500L << 20, Part = 5 << 20, MostOfLife = 30 << 20;
    static readonly int Kills = Lives.Of(30);
    static readonly ObjectContent Content = new(30, Length);

    [ProgramFact("radosgw", "ceph-mon", "ceph-osd", "ceph")]
    public async Task Kills_during_one_upload_leave_the_right_object_nothing_unfinished_and_cost_the_parts_in_flight()
    {
        using var room = new TestFolder(LargeFile.Folder(room: 2L << 30));
        using var ceph = await CephFolder.OpenAsync();
        await using var relay = new CountingRelay(ceph.Server.Port);
        await LargeFile.WriteAsync(room["file"], Content);
        string[] put =
        [
            room["file"], ceph.Bucket + "/file", "--quiet", "-D", $"stores.s3.endpoint={relay.Root}", "-D", $"stores.upload.part-size={Part}",
            "-D", $"stores.upload.workers={Workers}",
        ];

        await KillAgainAndAgainAsync(ceph, relay, put);
        var upToThen = relay.Received;
        await ceph.GoodAsync("put", put);
        var received = relay.Received;
        output.WriteLine($"{upToThen >> 20} MiB in {Kills} lives, {(received - upToThen) >> 20} MiB by the last; {(received - Length) >> 20} MiB sent again");

        Assert.Empty(await ceph.LinesAsync("uploads", ceph.Bucket));
        await ceph.GoodAsync("cp", ceph.Bucket + "/file", room["copy"]);
        Assert.Null(Content.Difference(room["copy"]));
        Assert.InRange(received, Length, Length + (Kills * Workers * Part) + (4L << 20));
        Assert.True(received - upToThen < Length - (Length / 120 * Kills), "what was brought between the kills was not gone on with");
        await ceph.GoodAsync("rm", ceph.Bucket + "/file");
    }

    /// <summary>One in ten before it can have got far, the others after so many bytes: told by what the server got, so that a slow machine is no calmer.</summary>
    static async Task KillAgainAndAgainAsync(CephFolder ceph, CountingRelay relay, string[] put)
    {
        var chance = new Random(30);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var program = ceph.Start("put", put);
            var (before, until) = (relay.Received, kill % 10 == 9 ? 1 : chance.NextInt64(MostOfLife));
            var began = Stopwatch.GetTimestamp();
            while (relay.Received - before < until && !program.HasEnded)
            {
                Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60), $"no progress before kill {kill}. {program.Output}{program.Errors}");
                await Task.Delay(2);
            }

            Assert.False(program.HasEnded, $"it ended before kill {kill}: {program.Output}{program.Errors}");
            program.Kill();
        }
    }
}
