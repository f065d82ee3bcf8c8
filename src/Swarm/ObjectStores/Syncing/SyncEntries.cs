using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Swarm.Domain.Lists;
using Swarm.Jobs;
using Swarm.ObjectStores.Copying;

namespace Swarm.ObjectStores.Syncing;

/// <summary>What a sync brings: all that the source has and the target has not, or not the same. What only the target has is remembered.</summary>
sealed class SyncEntries(CopyOrder order, SyncBy by, StoreAccess stores, long partSize) : ICopyEntries
{
    readonly CopyBundles _bundles = new(order, stores);
    readonly Sameness _sameness = new(by, stores, partSize);
    readonly List<TreeEntry> _extras = [];

    public Landing Landing => _bundles.Landing;

    /// <summary>What only the target has.</summary>
    public IReadOnlyList<TreeEntry> Extras => _extras;

    /// <summary>Both trees were read to their ends, without a fault.</summary>
    public bool IsComplete { get; private set; }

    public async IAsyncEnumerable<ListEntry> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        var faults = new ConcurrentQueue<ListEntry>();
        void OnFault(string path, string why) => faults.Enqueue(CopyBundles.Fault(path, why));
        _extras.Clear();
        var hadFault = false;
        var (source, target) = (Trees.Of(order.Sources[0], stores, OnFault, token), Trees.Of(order.Target, stores, OnFault, token));
        await foreach (var pair in Difference.BetweenAsync(source, target, token))
        {
            while (faults.TryDequeue(out var fault))
            {
                hadFault = true;
                yield return fault;
            }

            if (pair.Source is not { } wanted) _extras.Add(pair.Target!.Value);
            else if (pair.Target is not { } there || !await _sameness.IsSameAsync(wanted, there, token)) yield return EntryOf(wanted);
        }

        while (faults.TryDequeue(out var fault))
        {
            hadFault = true;
            yield return fault;
        }

        IsComplete = !hadFault;
    }

    ListEntry EntryOf(TreeEntry wanted) => CopyBundles.Guarded(wanted.Path ?? wanted.Address!.ToString(), () =>
        wanted.Path is { } path ? _bundles.Uploaded(path, wanted.Key)
        : CopyRun.WayOf(order) == CopyWay.Upload ? _bundles.Uploaded(wanted.Address!.ToString(), wanted.Key)
        : _bundles.Fetched(_bundles.Of(wanted.Address!), wanted.Key));
}
