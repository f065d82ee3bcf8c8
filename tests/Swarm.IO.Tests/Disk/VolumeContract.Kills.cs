using System.Diagnostics;
using Swarm.Domain;
using Swarm.Domain.Writing;
using Swarm.IO.Disk;

namespace Swarm.IO.Tests.Disk;

/// <summary>What a kill does to part files: less may be held than was written, never more.</summary>
public abstract partial class VolumeContract
{
    const int Block = 512 << 10; // a full buffer
    const int LostAtMost = 512 << 10;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Killed_at_any_step_it_holds_what_is_on_disk_and_has_lost_little(bool inFolder)
    {
        var bytes = Bytes(6 * Block);
        var (steps, acknowledged) = (0, 0);
        using var volume = Stepped(inFolder, () =>
        {
            steps++;
            var held = HeldAfterKill(inFolder, bytes);
            Assert.InRange(held, acknowledged - LostAtMost, bytes.Length);
        });
        foreach (var blocks in new int[][] { [0, 4, 1], [5, 2, 3] })
        {
            using var part = volume.Resume(Key) ?? volume.Begin(Key, Key, Identity(bytes), [DigestAlgorithm.Crc32C]);
            foreach (var block in blocks)
            {
                using var sink = part.Open(block * Block);
                await Fill(sink, bytes.AsMemory(block * Block, Block));
                acknowledged += Block;
            }
            if (part.Length < bytes.Length) continue;
            acknowledged = 0;
            part.Commit(default);
        }
        Assert.InRange(steps, 20, 100);
        Assert.Equal(bytes, File.ReadAllBytes(At(Key)));
    }

    [Fact]
    public async Task Killed_at_any_step_while_many_write_it_holds_what_is_on_disk()
    {
        var bytes = Bytes(8 * Block);
        using var volume = Stepped(true, () => HeldAfterKill(true, bytes));
        using var part = volume.Begin(Key, Key, Identity(bytes), [DigestAlgorithm.Crc32C]);
        await Parallel.ForEachAsync(Enumerable.Range(0, 4), new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (n, _) => await Write(part, bytes, 2 * n * Block, 2 * (n + 1) * Block));
        Assert.Equal(bytes.Length, Assert.Single(part.Held.Intervals).Length);
        part.Discard();
        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_checkpoint_does_not_grow_with_the_file()
    {
        var bytes = Bytes(9_000);
        using var volume = OpenParts(true);
        using (var part = volume.Begin(Key, Key, Identity(bytes), [DigestAlgorithm.Crc32C]))
        using (var sink = part.Open(0))
            for (var at = 0; at < bytes.Length; at++)
            {
                await Fill(sink, bytes.AsMemory(at, 1));
                await sink.FlushAsync(default);
            }
        Assert.InRange(Files().Single(file => file.Extension == ".swarm").Length, 500, 100_000);
        using var resumed = volume.Resume(Key)!;
        resumed.Commit(new CommitDemand(null, AllSums(bytes), null));
    }

    [Fact]
    public void A_checkpoint_half_made_when_its_process_was_killed_is_swept()
    {
        Directory.CreateDirectory(At(".swarm/parts"));
        File.WriteAllText(At(".swarm/parts/0123.swarm.0123456789ab-1.part"), "swarm-part");
        OpenParts(true).Dispose();
        Assert.Empty(Files());
    }

    [Fact]
    public async Task No_sweep_takes_a_part_file()
    {
        var mark = At(".swarm/writing");
        var parts = At(".swarm/parts");
        var killed = Open(new WritingOptions(), mark, parts);
        killed.Sweep();
        var part = killed.Begin(Key, Key, Identity(Bytes(Large)));
        await Write(part, Bytes(Large), 0, 500_000);
        part.Dispose();
        using var next = Open(new WritingOptions(), mark, parts);
        Assert.Equal(0, next.Sweep());
        Assert.Equal(500_000, HeldOf(next)!.Length);
    }

    Volume Stepped(bool inFolder, Action step) => new(
        folder => new SteppedDisk(Disk(folder), step), Root.FullName, new WritingOptions(), new FixedClock(), null, inFolder ? At(".swarm/parts") : null);

    /// <summary>The output folder as a kill now would leave it, the checkpoint no newer than the data: checked, and how much a next run finds.</summary>
    long HeldAfterKill(bool inFolder, byte[] bytes)
    {
        var copy = Directory.CreateTempSubdirectory("swarm-killed-");
        var folder = inFolder ? ".swarm/parts" : "d";
        Run("sh", "-c", $"cd {Root.FullName}; mkdir -p {copy}/d {copy}/{folder}; cp {folder}/*.swarm {copy}/{folder}; cp d/*.partial d/*.bin {copy}/d; true");
        var partial = Directory.GetFiles(copy.FullName, "*.partial", SearchOption.AllDirectories).SingleOrDefault();
        var there = partial is null ? [] : File.ReadAllBytes(partial);
        using var volume = OpenParts(inFolder, root: copy.FullName);
        var held = HeldOf(volume);
        if (held is not null) AssertHolds(held, there, bytes);
        if (volume.Look(Key) is not null) Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(copy.FullName, Key)));
        copy.Delete(recursive: true);
        return held?.Length ?? 0;
    }

    protected static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
