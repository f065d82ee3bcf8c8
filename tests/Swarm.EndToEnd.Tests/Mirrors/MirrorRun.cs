using Swarm.TestSupport.Servers;

namespace Swarm.EndToEnd.Tests.Mirrors;

/// <summary>Calls <c>swarm mirror</c> and <c>swarm check</c> as users do.</summary>
static class MirrorRun
{
    /// <summary>What the program writes beside the site's files.</summary>
    public static readonly string[] OwnFiles = ["changes.json"];

    public static Task<CommandResult> RunAsync(string url, string output, params string[] more) => SwarmProgram.RunAsync(Arguments(url, output, more));

    public static Command Start(string url, string output, params string[] more) => SwarmProgram.Start(Arguments(url, output, more));

    public static Task<CommandResult> CheckAsync(string output, params string[] more) => SwarmProgram.RunAsync(["check", output, .. more]);

    /// <summary>Every file of a mirror with its digest and, where wanted, the time of its last change.</summary>
    public static SortedDictionary<string, string> Tree(string output, bool withTimes = false)
    {
        var tree = TestFolder.Tree(output);
        foreach (var own in OwnFiles) tree.Remove(own);
        if (withTimes)
            foreach (var file in tree.Keys.ToList()) tree[file] += " " + File.GetLastWriteTimeUtc(Path.Combine(output, file)).Ticks;
        return tree;
    }

    /// <summary>What two trees differ in, for a message.</summary>
    public static IEnumerable<string> Differences(SortedDictionary<string, string> expected, SortedDictionary<string, string> actual) =>
        expected.Keys.Union(actual.Keys, StringComparer.Ordinal)
            .Where(f => expected.GetValueOrDefault(f) != actual.GetValueOrDefault(f))
            .Select(f => $"{f}: {expected.GetValueOrDefault(f, "absent")} / {actual.GetValueOrDefault(f, "absent")}");

    static string[] Arguments(string url, string output, string[] more) => ["mirror", "--delay", "0", "--quiet", .. more, "-o", output, url];
}
