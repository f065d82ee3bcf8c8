using System.CommandLine;
using Swarm.Cli.Screen;
using Swarm.Jobs;

namespace Swarm.Cli.Verbs;

/// <summary>What the verbs that ask a store a few things have in common: its options, and lines for people or programs.</summary>
static class StoreVerb
{
    /// <param name="run">Asks, and writes what came of it.</param>
    public static void Complete(Command command, Func<ParseResult, StoreAccess, StoreLines, CancellationToken, Task<int>> run)
    {
        var flags = JobFlags.OfStores();
        flags.AddTo(command);
        command.SetAction((parsed, token) => Faults.GuardAsync(async () =>
        {
            await using var stores = StoreAccess.Open(JobSettings.Load(flags, parsed));
            await using var lines = new StoreLines(parsed.GetValue(flags.Json), parsed.GetValue(flags.Quiet));
            return await run(parsed, stores, lines, token);
        }));
    }
}
