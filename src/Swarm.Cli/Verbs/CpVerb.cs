using System.CommandLine;
using Swarm.ObjectStores;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm cp</c>: copies from anywhere to anywhere.</summary>
static class CpVerb
{
    const string Name = "cp";

    public static Command Create()
    {
        var flags = new CopyFlags();
        var places = CopyFlags.Places(Name);
        var command = new Command(Name, "Copy from anywhere to anywhere: files, stores, URLs; within one store without the bytes passing here") { places };
        flags.AddTo(command);
        command.SetAction((parsed, token) => Faults.GuardAsync(() => RunAsync(flags, parsed, parsed.GetValue(places)!)));
        return command;
    }

    static Task<int> RunAsync(CopyFlags flags, ParseResult parsed, string[] given)
    {
        var (sources, target) = CopyFlags.Split(Name, given);
        return CopyConsole.RunAsync(Name, flags, parsed, flags.Order(parsed, sources, target), "copied");
    }
}
