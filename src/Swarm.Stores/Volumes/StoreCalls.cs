using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Volumes;

/// <summary>Calls of a store, tried again with waits of their own before their object has to know. Thread-safe.</summary>
sealed class StoreCalls(IObjectStore store, UploadOptions options, TimeProvider time, Random chance)
{
    static readonly BackoffOptions Backoff = new()
    {
        First = TimeSpan.FromSeconds(1),
        Multiplier = 2,
        Maximum = TimeSpan.FromSeconds(20),
        Jitter = Jitter.Full,
    };

    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    readonly Lock _drawing = new();

    internal IObjectStore Store => store;

    internal bool IsInOrder => !store.Powers.HasFlag(StorePowers.PartsInAnyOrder);

    /// <exception cref="TransferException">Stage write: what every try came to, as the job is to see it.</exception>
    internal async Task<T> TryAsync<T>(StoreAddress target, Func<CancellationToken, ValueTask<T>> call, CancellationToken token)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await call(token);
            }
            catch (TransferException e) when (MayTryAgain(e, tries))
            {
                await WaitAsync(tries, e.ServerWait, token);
            }
            catch (TransferException e)
            {
                throw StoreFaults.AtDestination(e, target);
            }
        }
    }

    internal bool MayTryAgain(TransferException e, int tries) => tries < options.PartAttempts && StoreRetry.IsWorthwhile(e);

    internal Task WaitAsync(int tries, TimeSpan? asked, CancellationToken token)
    {
        TimeSpan wait;
        lock (_drawing) wait = Backoff.Wait(tries, chance);
        if (asked > wait) wait = asked < LongestWait ? asked.Value : LongestWait;
        return Task.Delay(wait, time, token);
    }

    /// <summary>Makes the object of its parts. An answer that was lost, or an upload that is gone, may have been a success: then the object is there.</summary>
    internal async Task<ObjectFacts> CompleteAsync(UploadSession session, IReadOnlyList<PartFacts> parts, long length, string tag, CancellationToken token)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await store.CompleteAsync(session, parts, token);
            }
            catch (TransferException e) when (MayTryAgain(e, tries))
            {
                await WaitAsync(tries, e.ServerWait, token);
            }
            catch (TransferException e)
            {
                if ((tries > 1 || StoreRetry.IsWorthwhile(e)) && await MadeAsync(session.Target, length, tag, token) is { } made) return made;
                throw StoreFaults.AtDestination(e, session.Target);
            }
        }
    }

    /// <summary>What is under the key, where it is the object that was to be made of the parts; else null.</summary>
    internal async Task<ObjectFacts?> MadeAsync(StoreAddress target, long length, string tag, CancellationToken token)
    {
        var facts = await TryAsync(target, t => store.StatAsync(target, t), token);
        return facts is not null && facts.Size == length && CompositeETag.IsLike(tag, facts.ETag) ? facts : null;
    }
}
