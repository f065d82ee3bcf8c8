using Swarm.TestSupport.Servers;

namespace Swarm.EndToEnd.Tests;

/// <summary>A file system of a few megabytes in memory; only root may mount one.</summary>
sealed class SmallDisk : IAsyncDisposable
{
    SmallDisk(string path) => Path = path;

    public string Path { get; }

    public static async Task<SmallDisk> MountAsync(string path, string size)
    {
        Directory.CreateDirectory(path);
        Expect(await Command.RunAsync("mount", ["-t", "tmpfs", "-o", "size=" + size, "tmpfs", path]));
        return new SmallDisk(path);
    }

    public async Task GrowAsync(string size) => Expect(await Command.RunAsync("mount", ["-o", "remount,size=" + size, Path]));

    public async ValueTask DisposeAsync() => Expect(await Command.RunAsync("umount", [Path]));

    static void Expect(CommandResult result) => Assert.True(result.ExitCode == 0, result.ToString());
}

/// <summary>A fact that is skipped where no file system may be mounted.</summary>
sealed class SmallDiskFactAttribute : FactAttribute
{
    static readonly bool Works = Try();

    public SmallDiskFactAttribute() => Skip = Works ? null : "needs leave to mount a tmpfs";

    static bool Try()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) return false;
        var path = Directory.CreateTempSubdirectory("swarm-mount-").FullName;
        try
        {
            SmallDisk.MountAsync(path, "1m").GetAwaiter().GetResult().DisposeAsync().AsTask().GetAwaiter().GetResult();
            return true;
        }
        catch (Exception e) when (e is Xunit.Sdk.XunitException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
        finally
        {
            Directory.Delete(path);
        }
    }
}
