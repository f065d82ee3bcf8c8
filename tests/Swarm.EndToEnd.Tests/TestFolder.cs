using System.Security.Cryptography;

namespace Swarm.EndToEnd.Tests;

/// <summary>A folder of a test's own, gone after it.</summary>
sealed class TestFolder(string? within = null) : IDisposable
{
    public string Path { get; } = within is null
        ? Directory.CreateTempSubdirectory("swarm-e2e-").FullName
        : Directory.CreateDirectory(System.IO.Path.Combine(within, "swarm-e2e-" + Guid.NewGuid().ToString("N")[..8])).FullName;

    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    public string Write(string name, IEnumerable<string> lines)
    {
        File.WriteAllLines(this[name], lines);
        return this[name];
    }

    /// <summary>Every file below a folder by its path there with <c>/</c>, as a digest; the job's own state left out. Links are named, not followed.</summary>
    public static SortedDictionary<string, string> Tree(string folder, string? except = null)
    {
        var tree = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var pending = new Stack<DirectoryInfo>([new DirectoryInfo(folder)]);
        while (pending.TryPop(out var next))
            foreach (var entry in next.EnumerateFileSystemInfos())
            {
                var name = System.IO.Path.GetRelativePath(folder, entry.FullName);
                if (name == ".swarm" || entry.FullName == except) continue;
                if (entry.LinkTarget is { } target) tree[name] = "link to " + target;
                else if (entry is DirectoryInfo inner) pending.Push(inner);
                else tree[name] = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(entry.FullName)));
            }

        return tree;
    }

    /// <summary>Names of all files below a folder by their path there, the job's own state left out.</summary>
    public static IEnumerable<string> Names(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(f => System.IO.Path.GetRelativePath(folder, f)).Where(f => !f.StartsWith(".swarm", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
