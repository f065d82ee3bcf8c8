using Swarm.Domain;
using Swarm.Domain.Writing;
using Swarm.IO.Disk;
using Swarm.IO.Disk.Linux;
using Swarm.IO.Disk.Portable;

namespace Swarm.IO.Tests.Disk;

public sealed class VolumeTests : VolumeContract
{
    protected override Volume Open(WritingOptions options, string? runMark = null, string? partsFolder = null, string? root = null) =>
        Volume.Open(root ?? Root.FullName, options, new FixedClock(), runMark, partsFolder);

    private protected override IDisk Disk(string folder) => (IDisk?)LinuxDisk.TryOpen(folder, durable: false) ?? new PortableDisk(folder);

    [RootedFact]
    public async Task A_pipe_in_the_way_is_named_left_and_never_waited_for()
    {
        Run("mkfifo", At("a"));
        using var volume = Open();
        foreach (var length in new[] { Small, Large })
        {
            var failure = await FailureOf(volume, "a", length);
            Assert.Equal(Reason.Name, failure.Reason);
            Assert.Contains("pipe", failure.Detail);
        }
        Assert.Null(volume.Look("a"));
        Assert.Single(Files());
    }

    [RootedFact]
    public async Task A_folder_swapped_for_a_link_during_the_run_leads_nowhere()
    {
        var canary = Directory.CreateTempSubdirectory("swarm-canary-");
        using var volume = Open();
        using var over = new CancellationTokenSource();
        var swapping = Task.Run(() =>
        {
            for (var n = 0; !over.IsCancellationRequested; n++) Swap(n, canary.FullName);
        });
        for (var n = 0; n < 300; n++)
        {
            try
            {
                // Other folders push the swapped one out of what is kept open.
                await Store(volume, $"h/x{n}/f", 5);
                await Store(volume, $"h/a/f{n}", n % 10 == 0 ? Large / 4 : 5);
            }
            catch (TransferException e)
            {
                Assert.Equal(Stage.Write, e.Failure.Stage);
            }
        }
        over.Cancel();
        await swapping;
        Assert.Empty(canary.EnumerateFileSystemInfos());
        canary.Delete();
    }

    [RootedFact]
    public async Task A_full_disk_stops_the_file_and_leaves_the_old_one()
    {
        Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", Root.FullName);
        try
        {
            using var volume = Open();
            await Store(volume, "a", Small);
            foreach (var path in new[] { "a", "b/c" })
            {
                var failure = await FailureOf(volume, path, 3 << 20);
                Assert.Equal(Reason.DiskFull, failure.Reason);
                Assert.Contains($"'{path}'", failure.Detail);
                Assert.Contains("run the same command again", failure.Detail);
            }
            Assert.Equal(Bytes(Small), File.ReadAllBytes(At("a")));
            Assert.Single(Files());
            await Store(volume, "b/c", Large);
        }
        finally
        {
            Run("umount", Root.FullName);
        }
    }

    [RootedFact]
    public async Task A_read_only_file_system_is_called_so()
    {
        Run("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", Root.FullName);
        try
        {
            using var volume = Open();
            var failure = await FailureOf(volume, "a/b", Small);
            Assert.Equal(Reason.Permission, failure.Reason);
            Assert.Contains("read-only", failure.Detail);
        }
        finally
        {
            Run("umount", Root.FullName);
        }
    }

    [Fact]
    public async Task Files_get_the_usual_mode()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var volume = Open();
        await Store(volume, "a", 5);
        File.WriteAllText(At("usual"), "");
        Assert.Equal(File.GetUnixFileMode(At("usual")), File.GetUnixFileMode(At("a")));
    }

    [RootedFact]
    public async Task Nothing_grows_with_the_number_of_files()
    {
        using var volume = Open();
        await Store(volume, "a/b", Small);
        var before = Directory.GetFiles("/proc/self/fd").Length;
        for (var n = 0; n < 2_000; n++) await Store(volume, $"d{n}/f", 5);
        Assert.InRange(Directory.GetFiles("/proc/self/fd").Length, 0, before + 300);
    }

    void Swap(int n, string target)
    {
        try
        {
            Directory.CreateDirectory(At("h/a"));
            Directory.Move(At("h/a"), At($"h/old{n}"));
            File.CreateSymbolicLink(At("h/a"), target);
            File.Delete(At("h/a"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The volume was quicker and made the folder in between.
        }
    }
}

/// <summary>A fact that makes pipes and mounts: Linux, as root.</summary>
public sealed class RootedFactAttribute : FactAttribute
{
    public RootedFactAttribute() =>
        Skip = OperatingSystem.IsLinux() && Environment.UserName == "root" ? null : "needs Linux and root, to mount and to make pipes";
}
