using System.CommandLine;
using Swarm.Domain;
using Swarm.ObjectStores;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm mv</c>: moves objects, and files into stores and out of them.</summary>
static class MvVerb
{
    const string Name = "mv";

    public static Command Create()
    {
        var flags = new CopyFlags();
        var places = CopyFlags.Places(Name);
        var command = new Command(Name, "Copy, then remove at the source what is whole and verified at the target") { places };
        flags.AddTo(command);
        command.SetAction((parsed, token) => Faults.GuardAsync(() => RunAsync(flags, parsed, parsed.GetValue(places)!, token)));
        return command;
    }

    static Task<int> RunAsync(CopyFlags flags, ParseResult parsed, string[] given, CancellationToken token)
    {
        var (sources, target) = CopyFlags.Split(Name, given);
        if (sources.FirstOrDefault(s => s is Place.Web or Place.Standard) is { } fixedPlace) throw new UsageException($"{fixedPlace} can't be removed once it is copied: swarm cp copies it");
        if (target is Place.Web or Place.Standard) throw new UsageException($"nobody vouches for what is at {target}, so that nothing would be removed: swarm cp copies to it");
        return CopyConsole.RunAsync(Name, flags, parsed, flags.Order(parsed, sources, target), "copied", async run => Say(await run.RemoveSourcesAsync(token)));
    }

    static int Say(IReadOnlyList<string> left)
    {
        foreach (var fault in left) Console.Error.WriteLine(SafeText.Of(fault));
        return left.Count == 0 ? ExitCode.Good : ExitCode.SomeFailed;
    }
}
