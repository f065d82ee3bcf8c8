using System.Diagnostics;
using Swarm.TestSupport;

namespace Swarm.Structure.Tests;

/// <summary>The clone that is looked at: its tracked files, sources and projects.</summary>
static class Repository
{
    static readonly string[] TextKinds =
        [".cs", ".csproj", ".props", ".targets", ".sln", ".md", ".json", ".conf", ".txt", ".sh", ".editorconfig", ".globalconfig", ".gitignore", ".yml", "run"];

    public static string Root { get; } = Fixtures.RepoRoot;

    /// <summary>Paths relative to the root with <c>/</c>.</summary>
    public static IReadOnlyList<string> Tracked { get; } = [.. (FromGit() ?? Walk()).Where(f => File.Exists(Full(f))).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> TextFiles { get; } = [.. Tracked.Where(f => TextKinds.Any(f.EndsWith))];

    public static IReadOnlyList<Project> Projects { get; } = [.. Tracked.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal)).Select(f => new Project(f))];

    public static IReadOnlyList<SourceFile> Sources { get; } =
        [.. Tracked.Where(f => f.EndsWith(".cs", StringComparison.Ordinal)).Select(f => new SourceFile(f))];

    /// <summary>The program's own sources: what lies under <c>src</c>.</summary>
    public static IReadOnlyList<SourceFile> Program { get; } = [.. Sources.Where(s => s.Path.StartsWith("src/", StringComparison.Ordinal))];

    /// <summary>Sources that the house rules bind: all but the actor runtime, which is true to another house's.</summary>
    public static IReadOnlyList<SourceFile> Bound { get; } = [.. Sources.Where(s => s.Room is not ("Swarm.Actors" or "Swarm.Actors.TestKit"))];

    public static string Full(string path) => Path.Combine(Root, path);

    static List<string>? FromGit()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var git = Process.Start(start)!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            var output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries)] : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // an unpacked archive on a machine without git
        }
    }

    static IEnumerable<string> Walk() =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => !f.Split('/').Any(part => part is "bin" or "obj" or ".git" or "TestResults"));
}
