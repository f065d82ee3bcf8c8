using System.CommandLine;
using Swarm.Cli.Screen;
using Swarm.ObjectStores;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm stat</c>: what a store says of objects. Exit 1: one is not there.</summary>
static class StatVerb
{
    public static Command Create()
    {
        var places = new Argument<string[]>("ADDRESS") { Description = "Objects: s3://bucket/key", Arity = ArgumentArity.OneOrMore };
        var command = new Command("stat", "Tell what a store knows of objects: size, time, digests, metadata (exit 1: one is not there)") { places };
        StoreVerb.Complete(command, async (parsed, stores, lines, token) =>
        {
            var code = ExitCode.Good;
            foreach (var address in parsed.GetValue(places)!.Select(Place.ParseStored).ToList())
            {
                if (address.Key.Length == 0) throw new UsageException($"{address} is a bucket: stat is about objects, and ls lists buckets");
                if (await stores[address.Kind].StatAsync(address, token) is { } facts)
                {
                    lines.Say(ObjectLines.All(address, facts).Select(f => $"{f.Name,-14} {f.Value}"), json => ObjectLines.Write(json, address, facts));
                    continue;
                }

                await lines.ComplainAsync($"{address}: there is no such object");
                code = ExitCode.SomeFailed;
            }

            return code;
        });
        return command;
    }
}
