using System.Globalization;
using Swarm.TestSupport;
using Swarm.TestSupport.Servers;

namespace Swarm.EndToEnd.Tests;

public sealed class HostileNamesTests
{
    [FixtureTheory("names/blns.json")]
    [InlineData("safe")]
    [InlineData("seed")]
    [InlineData("last-segment")]
    [InlineData("content-disposition")]
    public async Task Hostile_urls_and_names_change_nothing_outside_of_the_output_folder(string rule)
    {
        using var folder = new TestFolder();
        await using var origin = Origin();
        var (list, output) = Prepare(folder, origin);
        var before = TestFolder.Tree(folder.Path, except: output);

        var ran = await SwarmProgram.RunAsync(Get(list, output, rule));

        Assert.True(ran.ExitCode is 0 or 1, ran.ToString());
        Assert.Equal(before, TestFolder.Tree(folder.Path, except: output));
        Assert.InRange(TestFolder.Tree(output).Count, 500, int.MaxValue);
    }

    [StraceTheory("names/blns.json")]
    [InlineData("safe")]
    [InlineData("content-disposition")]
    public async Task No_file_outside_of_the_output_folder_is_opened_for_writing(string rule)
    {
        using var folder = new TestFolder();
        using var traces = new TestFolder();
        await using var origin = Origin();
        var (list, output) = Prepare(folder, origin);

        var ran = await Command.RunAsync("strace", [.. Strace.Options, "-o", traces["trace"], .. SwarmProgram.CommandLine, .. Get(list, output, rule)]);

        Assert.True(ran.ExitCode is 0 or 1, ran.ToString());
        var changes = Strace.Changes(traces.Path).ToList();
        Assert.InRange(changes.Count(c => c.StartsWith(output + "/", StringComparison.Ordinal)), 1000, int.MaxValue);
        Assert.Empty(changes.Where(c => c != output && !c.StartsWith(output + "/", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal));
    }

    static string[] Get(string list, string output, string rule) =>
        ["get", "-i", list, "--format", "jsonl", "-o", output, "--names", rule, "--delay", "0", "--per-origin", "32", "--attempts", "1", "--quiet"];

    static ScriptedOrigin Origin() => new ScriptedOrigin().Otherwise(talk => talk.SendAsync(
        HttpWire.Message(200, [1, 2, 3], "Content-Disposition: " + HostileNames.Disposition(talk.Request.Target))).AsTask());

    /// <summary>Canaries on every level above the output folder, and links in it that lead out.</summary>
    static (string List, string Output) Prepare(TestFolder folder, ScriptedOrigin origin)
    {
        var output = Directory.CreateDirectory(folder["a", "b", "c", "out"]).FullName;
        foreach (var level in (string[])[folder.Path, folder["a"], folder["a", "b"], folder["a", "b", "c"]])
            File.WriteAllText(Path.Combine(level, "canary.txt"), "untouched");
        var host = Directory.CreateDirectory(Path.Combine(output, string.Create(CultureInfo.InvariantCulture, $"127.0.0.1_{origin.Port}"))).FullName;
        Directory.CreateSymbolicLink(Path.Combine(host, "link"), folder["a"]);
        File.CreateSymbolicLink(Path.Combine(host, "canary"), folder["canary.txt"]);
        return (folder.Write("list.jsonl", HostileNames.Lines(origin.Root).Append($$"""{"url":"{{origin.Root}}/link/canary.txt"}""")
            .Append($$"""{"url":"{{origin.Root}}/canary"}""")), output);
    }
}
