using System.Collections.Concurrent;
using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Uploads;

/// <summary>What one try of one upload works with.</summary>
sealed record UploadTry(IObjectStore Store, UploadOrder Order, UploadOptions Options, Retries Retries, Sessions Sessions, HeldCount Held)
{
    public DigestAlgorithm SumAlgorithm => PieceSums.AlgorithmOf(Store.Kind);

    /// <summary>Orders whose object was put once and nobody heard what became of it, by key: in all tries of this process.</summary>
    public ConcurrentDictionary<string, bool> Unheard { get; init; } = new();

    public bool IsInOrder => !Store.Powers.HasFlag(StorePowers.PartsInAnyOrder);
}

/// <summary>Bytes of an object that its store holds, told on one at a time and never fewer than before.</summary>
sealed class HeldCount(Action<long, long> progress, long total)
{
    readonly Lock _lock = new();
    long _held;
    long _told = -1;

    /// <summary>Bytes that were there when the try began.</summary>
    public long Resumed { get; private set; }

    public void Begin(long held)
    {
        Resumed = held;
        Reach(held);
    }

    public void Add(long bytes)
    {
        lock (_lock) Tell(_held + bytes);
    }

    public void Reach(long held)
    {
        lock (_lock) Tell(held);
    }

    void Tell(long held)
    {
        _held = held;
        if (held <= _told) return;
        _told = held;
        progress(held, total);
    }
}

/// <summary>The store does not know the session any more: the upload has to be begun anew.</summary>
sealed class SessionGoneException(StoreAddress target)
    : Exception($"{target}: the store does not know the upload any more");
