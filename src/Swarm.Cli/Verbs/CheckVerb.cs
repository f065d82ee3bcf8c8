using System.CommandLine;
using Swarm.Cli.Screen;
using Swarm.IO.State;
using Swarm.Mirrors;
using Swarm.Mirrors.Checking;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm check</c>: proves that a mirror is complete, or says what is missing. Exit 0: all that is missing has a reason, 1: not.</summary>
static class CheckVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "A mirror's folder, or any folder of pages", DefaultValueFactory = _ => "." };
        var json = new Option<bool>("--json") { Description = "Each finding, and the sum, as a line of JSON" };
        var anchors = new Option<bool>("--anchors") { Description = "Also the references whose file is there and whose place in it is not" };
        var command = new Command("check", "Check that all references of a mirror lead to files, and nothing loads from the network (exit 1: there are holes without a reason)") { folder, json, anchors };
        command.SetAction((parsed, token) => Faults.GuardAsync(() =>
        {
            var output = parsed.GetValue(folder)!;
            if (!Directory.Exists(output)) throw new UsageException($"{output}: there is no such folder");
            var isGood = parsed.GetValue(json) ? AsJson(output, token) : AsText(output, parsed.GetValue(anchors), token);
            return Task.FromResult(isGood ? ExitCode.Good : ExitCode.SomeFailed);
        }));
        return command;
    }

    static bool AsText(string output, bool anchors, CancellationToken token)
    {
        using var to = new StreamWriter(Console.OpenStandardOutput());
        var sum = Check(output, finding => ToText(to, finding, anchors), token);
        to.WriteLine(FindingLines.Text(sum));
        return sum.IsGood;
    }

    static void ToText(StreamWriter to, Finding finding, bool anchors)
    {
        if (finding.IsHole || anchors) to.WriteLine(FindingLines.Text(finding));
    }

    static bool AsJson(string output, CancellationToken token)
    {
        using var to = new BufferedStream(Console.OpenStandardOutput());
        var lines = new JsonLines(to);
        var sum = Check(output, finding => lines.Write(json => FindingLines.Write(json, finding)), token);
        lines.Write(json => FindingLines.Write(json, sum));
        return sum.IsGood;
    }

    /// <summary>Where a mirror has been, it knows why things are missing; else the tree speaks for itself.</summary>
    static CheckSummary Check(string output, Action<Finding> tell, CancellationToken token)
    {
        if (!File.Exists(new StateFolder(output).Mirror)) return new MirrorCheck(output, PageReaders.Default).Run([], tell, token);
        using var mirror = MirrorFolder.Open(output, TimeProvider.System);
        return mirror.Check(tell, token);
    }
}
