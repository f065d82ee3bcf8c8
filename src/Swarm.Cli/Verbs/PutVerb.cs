using System.CommandLine;
using Swarm.ObjectStores;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm put</c>: brings files, folders or standard input into an object store, or one file to a presigned URL.</summary>
static class PutVerb
{
    const string Name = "put";

    public static Command Create()
    {
        var flags = new CopyFlags();
        var places = CopyFlags.Places(Name);
        var command = new Command(Name, "Bring files, folders or standard input into an object store; run the same command again to go on") { places };
        flags.AddTo(command);
        command.SetAction((parsed, token) => Faults.GuardAsync(() => RunAsync(flags, parsed, parsed.GetValue(places)!)));
        return command;
    }

    static Task<int> RunAsync(CopyFlags flags, ParseResult parsed, string[] given)
    {
        var (sources, target) = CopyFlags.Split(Name, given);
        if (target is Place.Local or Place.Standard) throw new UsageException($"{target} is no place in a store: write it like s3://bucket/key (swarm cp brings things here)");
        if (sources.FirstOrDefault(s => s is Place.Stored or Place.Web) is { } remote) throw new UsageException($"{remote} is not here: swarm cp copies from anywhere");
        if (target is Place.Web { Url: var url }) return PresignedConsole.RunAsync(flags, parsed, sources, url);
        return CopyConsole.RunAsync(Name, flags, parsed, flags.Order(parsed, sources, target), "brought");
    }
}
