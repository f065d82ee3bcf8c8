using System.Security.Cryptography;

namespace Swarm.EndToEnd.Tests;

/// <summary>A folder of a test's own, gone after it.</summary>
sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("swarm-e2e-").FullName;

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

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
