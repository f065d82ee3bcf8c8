using System.CommandLine;
using Swarm.Cli.Screen;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Jobs;
using Swarm.ObjectStores;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm ls</c>: lists buckets, and what is in them; a line is an address that other verbs take.</summary>
static class LsVerb
{
    public static Command Create()
    {
        var place = new Argument<string>("ADDRESS") { Description = "s3://, s3://bucket/prefix/, or a pattern: 's3://bucket/logs/*.gz'" };
        var lengthy = new Option<bool>("-l") { Description = "With size and time" };
        var recursive = new Option<bool>("--recursive", "-r") { Description = "All that is below, not one level alone" };
        var literal = new Option<bool>("--literal") { Description = "A * in a key is itself, no pattern" };
        var command = new Command("ls", "List buckets, prefixes and objects of a store") { place, lengthy, recursive, literal };
        StoreVerb.Complete(command, async (parsed, stores, lines, token) =>
        {
            var (text, isLong) = (parsed.GetValue(place)!, parsed.GetValue(lengthy));
            if (BucketsOf(text) is { } kind) return await BucketsAsync(stores[kind], isLong, lines, token);
            var selection = new Selection(Place.ParseStored(text), parsed.GetValue(recursive), parsed.GetValue(literal));
            return selection.IsMany ? await AllAsync(stores, selection, isLong, lines, token) : await LevelAsync(stores, selection.Address, isLong, lines, token);
        });
        return command;
    }

    static StoreKind? BucketsOf(string text) => StoreAddress.HasScheme(text) && text.EndsWith("://", StringComparison.Ordinal) && StoreAddress.TryParse(text + "b", out var any) ? any.Kind : null;

    static async Task<int> BucketsAsync(IObjectStore store, bool isLong, StoreLines lines, CancellationToken token)
    {
        await foreach (var bucket in store.BucketsAsync(token))
        {
            var address = new StoreAddress(store.Kind, bucket.Name, "");
            lines.Say(isLong ? $"{ObjectLines.Time(bucket.Created),-20}  {address}" : address.ToString(), json =>
            {
                json.WriteString("bucket", bucket.Name);
                if (bucket.Created is { } created) json.WriteString("created", ObjectLines.Time(created));
            });
        }

        return ExitCode.Good;
    }

    static async Task<int> AllAsync(StoreAccess stores, Selection selection, bool isLong, StoreLines lines, CancellationToken token)
    {
        var any = false;
        await foreach (var found in selection.ListAsync(stores[selection.Address.Kind], token))
        {
            any = true;
            Say(lines, selection.Address.At(found.Key), found, isLong);
        }

        return any || !selection.IsPattern ? ExitCode.Good : await NothingAsync(lines, $"{selection.Address}: no key matches");
    }

    static async Task<int> LevelAsync(StoreAccess stores, StoreAddress at, bool isLong, StoreLines lines, CancellationToken token)
    {
        var any = false;
        await foreach (var page in stores[at.Kind].ListAsync(at.At(""), new ListDemand(at.Key, "/"), token))
        {
            any |= page.Prefixes.Count + page.Objects.Count > 0;
            foreach (var prefix in page.Prefixes)
            {
                var address = at.At(prefix);
                lines.Say(isLong ? ObjectLines.LongPrefix(address) : address.ToString(), json => json.WriteString("prefix", address.ToString()));
            }

            foreach (var found in page.Objects) Say(lines, at.At(found.Key), found, isLong);
            await lines.FlushAsync();
        }

        return any || at.Key.Length == 0 ? ExitCode.Good : await NothingAsync(lines, $"{at}: nothing begins so");
    }

    static void Say(StoreLines lines, StoreAddress address, ObjectFacts found, bool isLong) =>
        lines.Say(isLong ? ObjectLines.Long(address, found) : address.ToString(), json => ObjectLines.Write(json, address, found));

    static async Task<int> NothingAsync(StoreLines lines, string why)
    {
        await lines.ComplainAsync(why);
        return ExitCode.SomeFailed;
    }
}
