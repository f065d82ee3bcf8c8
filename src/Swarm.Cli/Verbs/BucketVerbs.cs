using System.CommandLine;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.ObjectStores;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm mb</c> and <c>swarm rb</c>: make and remove buckets.</summary>
static class BucketVerbs
{
    public static Command CreateMb() => Create("mb", "Make a bucket", "made", (store, bucket, token) => store.MakeBucketAsync(bucket, token));

    public static Command CreateRb() => Create("rb", "Remove an empty bucket (swarm rm --recursive empties it)", "removed", (store, bucket, token) => store.RemoveBucketAsync(bucket, token));

    static Command Create(string name, string description, string done, Func<IObjectStore, StoreAddress, CancellationToken, ValueTask> run)
    {
        var places = new Argument<string[]>("BUCKET") { Description = "Such as s3://bucket", Arity = ArgumentArity.OneOrMore };
        var command = new Command(name, description) { places };
        StoreVerb.Complete(command, async (parsed, stores, lines, token) =>
        {
            foreach (var bucket in parsed.GetValue(places)!.Select(Place.ParseStored).ToList())
            {
                if (bucket.Key.Length > 0) throw new UsageException($"{bucket} is no bucket: give it without a key, like {bucket.At("")}");
                await run(stores[bucket.Kind], bucket, token);
                lines.Tell($"{done} {bucket}", json => json.WriteString(done, bucket.ToString()));
            }

            return ExitCode.Good;
        });
        return command;
    }
}
