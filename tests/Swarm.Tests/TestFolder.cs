namespace Swarm.Tests;

/// <summary>A folder of a test's own, gone after it.</summary>
sealed class TestFolder : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("swarm-test-").FullName;

    /// <summary>Where files go.</summary>
    public string Output => Path.Combine(_root, "out");

    /// <summary>Files below the output folder by their path there, with what is in them; a job's own state left out.</summary>
    public SortedDictionary<string, string> Files => new(
        Directory.EnumerateFiles(Output, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Output, f)).Where(f => !f.StartsWith(".swarm", StringComparison.Ordinal))
            .ToDictionary(f => f, f => File.ReadAllText(Path.Combine(Output, f))), StringComparer.Ordinal);

    /// <summary>Writes a list beside the output folder and gives its path.</summary>
    public string List(params IEnumerable<string> lines)
    {
        var path = Path.Combine(_root, "list");
        File.WriteAllLines(path, lines);
        return path;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
