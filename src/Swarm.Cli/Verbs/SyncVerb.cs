using System.CommandLine;
using Swarm.Cli.Screen;
using Swarm.Domain;
using Swarm.ObjectStores;
using Swarm.ObjectStores.Syncing;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm sync</c>: makes a folder or prefix hold what another holds, bringing only what differs.</summary>
static class SyncVerb
{
    const string Name = "sync";

    public static Command Create()
    {
        var flags = new CopyFlags(isSync: true);
        var source = new Argument<string>("FROM") { Description = "A folder, or a prefix of a store" };
        var target = new Argument<string>("TO") { Description = "A prefix of a store, or a folder" };
        var by = new Option<string>("--by") { Description = "What tells that two are the same: time (equal sizes, and the source is not newer), size, checksum", HelpName = "WHAT", DefaultValueFactory = _ => "time" };
        var delete = new Option<bool>("--delete") { Description = "Remove what only the target has, after a run without a failure" };
        var command = new Command(Name, "Bring what differs from a folder or prefix to another; run the same command again to go on") { source, target, by, delete };
        flags.AddTo(command);
        command.SetAction((parsed, token) => Faults.GuardAsync(async () =>
        {
            var order = flags.Order(parsed, [Place.Parse(parsed.GetValue(source)!)], Place.Parse(parsed.GetValue(target)!));
            await using var run = SyncRun.Open(order, ByOf(parsed.GetValue(by)!), JobSettings.Load(flags.Job, parsed), TimeProvider.System);
            var showing = flags.Job.ShowingOf(parsed);
            if (flags.IsDryRun(parsed)) return await SayAsync(run, showing, parsed.GetValue(delete));
            var code = await JobConsole.RunAsync(run.Copy.Spec, showing, again: null, "brought");
            if (code == ExitCode.Good && parsed.GetValue(delete)) code = await DeleteAsync(run, showing, token);
            if (code == ExitCode.Good && !run.Copy.Finish()) CopyConsole.TellLeft();
            return code;
        }));
        return command;
    }

    static SyncBy ByOf(string text) => Enum.TryParse<SyncBy>(text, ignoreCase: true, out var by) && Enum.IsDefined(by) && !char.IsAsciiDigit(text[0])
        ? by
        : throw new UsageException($"--by: '{text}' is none of time, size, checksum");

    static async Task<int> SayAsync(SyncRun run, Showing showing, bool delete)
    {
        var code = await CopyConsole.SayAsync(run.Copy, showing);
        if (!delete) return code;
        await using var lines = new StoreLines(showing.Json, showing.Quiet);
        foreach (var name in run.Extras) lines.Say($"would remove {name}", json => json.WriteString("would_remove", name));
        return code;
    }

    static async Task<int> DeleteAsync(SyncRun run, Showing showing, CancellationToken token)
    {
        var code = ExitCode.Good;
        await using var lines = new StoreLines(showing.Json, showing.Quiet);
        foreach (var (name, why) in await run.RemoveExtrasAsync(token))
        {
            if (why is null) lines.Tell($"removed {name}", json => json.WriteString("removed", name));
            else
            {
                code = ExitCode.SomeFailed;
                await Console.Error.WriteLineAsync(SafeText.Of($"swarm: {name} could not be removed: {why}"));
            }
        }

        return code;
    }
}
