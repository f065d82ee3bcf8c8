using System.CommandLine;
using Swarm.Cli.Screen;
using Swarm.Domain;
using Swarm.Jobs;
using Swarm.ObjectStores;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm rm</c>: removes objects, and says which. It asks nothing.</summary>
static class RmVerb
{
    public static Command Create()
    {
        var places = new Argument<string[]>("ADDRESS") { Description = "Objects, patterns, or with --recursive prefixes", Arity = ArgumentArity.OneOrMore };
        var recursive = new Option<bool>("--recursive", "-r") { Description = "All that is below" };
        var literal = new Option<bool>("--literal") { Description = "A * in a key is itself, no pattern; a slash at its end too" };
        var dry = new Option<bool>("--dry-run", "-n") { Description = "Say what would be removed, and remove nothing" };
        var command = new Command("rm", "Remove objects of a store, many at once; asks nothing, tells each") { places, recursive, literal, dry };
        StoreVerb.Complete(command, async (parsed, stores, lines, token) =>
        {
            var selections = parsed.GetValue(places)!.Select(text => Select(Place.ParseStored(text), parsed.GetValue(recursive), parsed.GetValue(literal))).ToList();
            var code = ExitCode.Good;
            foreach (var selection in selections)
                if (!await RemoveAsync(stores, selection, parsed.GetValue(dry), lines, token)) code = ExitCode.SomeFailed;
            return code;
        });
        return command;
    }

    static Selection Select(StoreAddress address, bool recursive, bool literal)
    {
        if (address.Key.Length == 0 && !recursive) throw new UsageException($"{address} is a bucket: --recursive removes all that is in it, and swarm rb an empty bucket");
        if (address.Key.EndsWith('/') && !recursive && !literal) throw new UsageException($"{address} ends in a slash: --recursive removes all below it, --literal the one object of that very key");
        return new Selection(address, recursive, literal);
    }

    static async Task<bool> RemoveAsync(StoreAccess stores, Selection selection, bool isDry, StoreLines lines, CancellationToken token)
    {
        var (isGood, any) = (true, false);
        await foreach (var (address, failure) in Removal.RunAsync(stores[selection.Address.Kind], selection, isDry, token))
        {
            any = true;
            if (failure is null) lines.Tell($"{(isDry ? "would remove" : "removed")} {address}", json => json.WriteString(isDry ? "would_remove" : "removed", address.ToString()));
            else
            {
                isGood = false;
                await lines.ComplainAsync($"{address} is still there: {failure.Detail}");
            }
        }

        if (any || !selection.IsPattern) return isGood;
        await lines.ComplainAsync($"{selection.Address}: no key matches");
        return false;
    }
}
