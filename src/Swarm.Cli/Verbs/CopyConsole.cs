using System.CommandLine;
using Swarm.Cli.Screen;
using Swarm.Domain;
using Swarm.ObjectStores.Copying;

namespace Swarm.Cli.Verbs;

/// <summary>Runs an order to copy on the console.</summary>
static class CopyConsole
{
    public static async Task<int> RunAsync(string verb, CopyFlags flags, ParseResult parsed, CopyOrder order, string done, Func<CopyRun, Task<int>>? afterwards = null)
    {
        var settings = JobSettings.Load(flags.Job, parsed);
        if (!settings.Job.IsEmpty) throw new UsageException("the settings describe a job of their own (swarm.job): `swarm run FILE` runs it");
        var showing = flags.Job.ShowingOf(parsed);
        await using var run = CopyRun.Open(verb, order, settings, TimeProvider.System);
        if (flags.IsDryRun(parsed)) return await SayAsync(run, showing);
        var code = await JobConsole.RunAsync(run.Spec, showing, again: null, done);
        if (code == ExitCode.Good && afterwards is not null) code = await afterwards(run);
        if (code == ExitCode.Good && !run.Finish()) TellLeft();
        return code;
    }

    /// <summary>All is well but for what lies at the store, and may cost.</summary>
    public static void TellLeft() =>
        Console.Error.WriteLine("an unfinished upload could not be aborted at the store: the same command tries again (swarm uploads lists them)");

    /// <summary>Says what would be brought.</summary>
    public static async Task<int> SayAsync(CopyRun run, Showing showing)
    {
        using var heap = new SmallHeap();
        await using var output = Console.OpenStandardOutput();
        var lines = new JsonLines(output);
        var code = ExitCode.Good;
        await foreach (var (bundle, fault) in run.PlanAsync(CancellationToken.None))
        {
            if (fault is not null)
            {
                code = ExitCode.SomeFailed;
                await Console.Error.WriteLineAsync(SafeText.Of(fault.ToString()));
            }
            else if (bundle is not null)
            {
                var (from, to) = run.Describe(bundle);
                if (showing.Json) lines.Write(json => Write(json, from, to));
                else Console.WriteLine($"would bring {SafeText.Of(from)} to {SafeText.Of(to)}");
            }
        }

        return code;
    }

    static void Write(System.Text.Json.Utf8JsonWriter json, string from, string to)
    {
        json.WriteString("event", "would-copy");
        json.WriteString("from", from);
        json.WriteString("to", to);
    }
}
