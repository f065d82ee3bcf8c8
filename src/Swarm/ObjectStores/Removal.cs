using System.Runtime.CompilerServices;
using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.ObjectStores;

/// <summary>Removes what selections mean, a thousand objects by one request where the store can.</summary>
public static class Removal
{
    const int Batch = 1000;
    const int AtOnce = 8;

    /// <summary>Each object that was meant, and why it is still there, or null.</summary>
    /// <param name="isDry">Nothing is removed.</param>
    public static async IAsyncEnumerable<(StoreAddress Address, Failure? Failure)> RunAsync(
        IObjectStore store, Selection selection, bool isDry, [EnumeratorCancellation] CancellationToken token)
    {
        var keys = new List<string>(Batch);
        await foreach (var found in selection.ListAsync(store, token))
        {
            keys.Add(found.Key);
            if (keys.Count < Batch) continue;
            foreach (var end in await RemoveAsync(store, selection.Address, keys, isDry, token)) yield return end;
            keys.Clear();
        }

        foreach (var end in await RemoveAsync(store, selection.Address, keys, isDry, token)) yield return end;
    }

    static async Task<IReadOnlyList<(StoreAddress, Failure?)>> RemoveAsync(IObjectStore store, StoreAddress bucket, List<string> keys, bool isDry, CancellationToken token)
    {
        if (keys.Count == 0) return [];
        var failures = isDry ? [] : keys.Count > 1 && store.Powers.HasFlag(StorePowers.DeleteMany)
            ? await ManyAsync(store, bucket, keys, token)
            : await EachAsync(store, bucket, keys, token);
        return [.. keys.Select(key => (bucket.At(key), failures.GetValueOrDefault(key)))];
    }

    static async Task<Dictionary<string, Failure>> ManyAsync(IObjectStore store, StoreAddress bucket, List<string> keys, CancellationToken token)
    {
        var failures = new Dictionary<string, Failure>(StringComparer.Ordinal);
        await foreach (var (key, failure) in store.DeleteManyAsync(bucket.At(""), keys, token)) failures[key] = failure;
        return failures;
    }

    static async Task<Dictionary<string, Failure>> EachAsync(IObjectStore store, StoreAddress bucket, List<string> keys, CancellationToken token)
    {
        var failures = new Dictionary<string, Failure>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = token }, async (key, stop) =>
        {
            try
            {
                await store.DeleteAsync(bucket.At(key), stop);
            }
            catch (TransferException e)
            {
                lock (failures) failures[key] = e.Failure;
            }
        });
        return failures;
    }
}
