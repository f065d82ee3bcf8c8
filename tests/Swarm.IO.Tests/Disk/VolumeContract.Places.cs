using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Writing;
using Swarm.IO.Disk;

namespace Swarm.IO.Tests.Disk;

/// <summary>Where a volume writes, and what it leaves alone.</summary>
public abstract partial class VolumeContract
{
    [Theory]
    [InlineData("")]
    [InlineData("/etc/x")]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("a/./x")]
    [InlineData("a//x")]
    [InlineData("a/")]
    [InlineData("a/x\0y")]
    [InlineData(".swarm/state.db")]
    [InlineData(".Swarm/state.db")]
    public void A_path_that_leads_elsewhere_is_refused(string path)
    {
        using var volume = Open();
        Assert.Equal(Reason.Name, Fault(() => volume.Stage(path)).Reason);
        Assert.Equal(Reason.Name, Fault(() => volume.Look(path)).Reason);
        Assert.Equal(Reason.Name, Fault(() => volume.Mark(path)).Reason);
        Assert.Equal(Reason.Name, Fault(() => volume.Move(path, "b")).Reason);
    }

    [Fact]
    public async Task A_name_of_255_bytes_is_stored_and_a_longer_one_refused()
    {
        using var volume = Open();
        await Store(volume, "a/" + new string('x', 255), 5);
        await Store(volume, "a/" + new string('✓', 85), 5);
        Assert.Equal(Reason.Name, Fault(() => volume.Stage(new string('✓', 86))).Reason);
        Assert.Equal(Reason.Name, Fault(() => volume.Stage(new string('x', 256) + "/a")).Reason);
    }

    [Theory]
    [InlineData(Small)]
    [InlineData(Large)]
    public async Task A_folder_in_the_way_is_named_and_left(int length)
    {
        using var volume = Open();
        Root.CreateSubdirectory("a/b");
        var failure = await FailureOf(volume, "a/b", length);
        Assert.Equal((Reason.Name, Stage.Write), (failure.Reason, failure.Stage));
        Assert.Contains("'a/b'", failure.Detail);
        Assert.Contains("folder", failure.Detail);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_file_where_a_folder_is_needed_is_named_and_left()
    {
        using var volume = Open();
        await Store(volume, "a/b", 3);
        var failure = await FailureOf(volume, "a/b/c/d", Small);
        Assert.Equal(Reason.Name, failure.Reason);
        Assert.Contains("'a/b'", failure.Detail);
        Assert.Null(volume.Look("a/b/c/d"));
        Assert.Equal(3, File.ReadAllBytes(At("a/b")).Length);
    }

    [Theory]
    [InlineData("link", Small)]
    [InlineData("link", Large)]
    [InlineData("folder/x", Small)]
    [InlineData("folder/x", Large)]
    [InlineData("folder/deep/x", Small)]
    [InlineData("dangling", Small)]
    public async Task A_planted_link_is_never_followed(string path, int length)
    {
        var canary = Directory.CreateTempSubdirectory("swarm-canary-");
        File.WriteAllText(Path.Combine(canary.FullName, "x"), "canary");
        File.CreateSymbolicLink(At("link"), Path.Combine(canary.FullName, "x"));
        File.CreateSymbolicLink(At("dangling"), Path.Combine(canary.FullName, "new"));
        Directory.CreateSymbolicLink(At("folder"), canary.FullName);
        using var volume = Open();
        var failure = await FailureOf(volume, path, length);
        Assert.Equal(Reason.Name, failure.Reason);
        Assert.Contains("link", failure.Detail);
        Assert.Null(volume.Look(path));
        Assert.Equal("x", Assert.Single(canary.EnumerateFileSystemInfos()).Name);
        Assert.Equal("canary", File.ReadAllText(Path.Combine(canary.FullName, "x")));
        canary.Delete(recursive: true);
    }

    [Fact]
    public async Task A_folder_removed_under_the_run_is_made_anew()
    {
        using var volume = Open();
        await Store(volume, "a/b/one", 5);
        Directory.Delete(At("a"), recursive: true);
        await Store(volume, "a/b/two", 5);
        Assert.Equal("two", Assert.Single(Files()).Name);
    }

    [Fact]
    public async Task A_file_moves_inside_and_replaces_only_files()
    {
        using var volume = Open();
        await Store(volume, "a", 5);
        await Store(volume, "c", 9);
        Assert.True(volume.Move("a", "d/e/b"));
        Assert.False(volume.Move("a", "b"));
        Assert.False(volume.Move("nowhere/a", "b"));
        Assert.True(volume.Move("d/e/b", "c"));
        Assert.Equal(5, volume.Look("c")!.Length);
        Assert.Equal(Reason.Name, Fault(() => volume.Move("c", "d")).Reason);
    }

    [Fact]
    public async Task A_marker_is_empty_and_never_takes_a_files_place()
    {
        using var volume = Open();
        volume.Mark("a/b");
        volume.Mark("a/b");
        Assert.Equal(0, volume.Look("a/b")!.Length);
        await Store(volume, "a/b", 5);
        volume.Mark("a/b");
        Assert.Equal(5, volume.Look("a/b")!.Length);
    }

    [Fact]
    public async Task What_a_killed_run_left_is_swept_and_nothing_else()
    {
        var mark = Path.Combine(Root.FullName, ".swarm", "writing");
        var killed = Open(new WritingOptions(), mark);
        Assert.Equal(0, killed.Sweep());
        await Store(killed, "a/b/whole", Large);
        await Store(killed, "a/b/evil.0123456789ab-1.part", Small);
        await Fill(killed.Stage("a/b/cut"), Bytes(Large));
        Assert.Equal(4, Files().Count);
        using (var next = Open(new WritingOptions(), mark)) Assert.Equal(1, next.Sweep());
        Assert.False(File.Exists(mark));
        Assert.Equal(["evil.0123456789ab-1.part", "whole"], Files().Select(f => f.Name).Order());
    }

    [Fact]
    public async Task Power_safe_files_are_stored_alike()
    {
        using var volume = Open(new WritingOptions { Durability = Durability.Power });
        await Store(volume, "a/b/c", Small);
        await Store(volume, "a/b/d", Large);
        Assert.Equal(Bytes(Large), File.ReadAllBytes(At("a/b/d")));
    }

    [Fact]
    public async Task A_reader_never_sees_a_part_under_the_final_name()
    {
        using var volume = Open();
        using var over = new CancellationTokenSource();
        var polling = Task.Run(() =>
        {
            while (!over.IsCancellationRequested)
                if (new FileInfo(At("a/b")) is { Exists: true } seen) Assert.Equal(Large, seen.Length);
        });
        for (var n = 0; n < 10; n++) await Store(volume, "a/b", Large);
        over.Cancel();
        await polling;
    }

    [Fact]
    public async Task Many_files_at_once_do_not_mix()
    {
        using var volume = Open();
        await Parallel.ForEachAsync(Enumerable.Range(0, 20), async (n, _) =>
        {
            using var file = volume.Stage($"d{n % 5}/f{n}");
            await Fill(file, Bytes(Large / 2 + n));
            file.Commit(default);
        });
        for (var n = 0; n < 20; n++) Assert.Equal(Bytes(Large / 2 + n), File.ReadAllBytes(At($"d{n % 5}/f{n}")));
    }
}
