using Swarm.TestSupport.Objects;

namespace Swarm.EndToEnd.Tests.Objects;

/// <summary>An object's bytes as a file of a server, written long enough ago for its date to pin ranges.</summary>
static class LargeFile
{
    public static async Task WriteAsync(string path, ObjectContent content)
    {
        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 0)) content.Read(file.Write);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-1));
    }

    /// <summary>A folder in memory where there is room for it, else where temporary files go.</summary>
    public static string Folder(long room)
    {
        var shm = new DirectoryInfo("/dev/shm");
        return shm.Exists && new DriveInfo(shm.FullName).AvailableFreeSpace > room ? shm.FullName : Path.GetTempPath();
    }
}
