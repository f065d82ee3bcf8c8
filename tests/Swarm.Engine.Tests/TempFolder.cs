namespace Swarm.Engine.Tests;

/// <summary>A folder that goes with its test; in memory where that is to be had.</summary>
sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateDirectory(
        System.IO.Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath(), $"swarm-engine-{Guid.NewGuid():n}")).FullName;

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    /// <summary>All files below, but for the job's state; with <c>/</c>.</summary>
    public string[] Files => [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
        .Select(f => System.IO.Path.GetRelativePath(Path, f).Replace('\\', '/')).Where(f => !f.StartsWith(".swarm/", StringComparison.Ordinal)).Order()];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
