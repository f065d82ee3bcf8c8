using System.Collections.Concurrent;

namespace Akka.TestKit;

/// <summary>What came to the test actor and was not looked at yet. Who blocks waits on his own thread, so that no thread of the pool is needed.</summary>
sealed class ReceivedMessages
{
    readonly ConcurrentQueue<MessageEnvelope> queue = new();
    readonly SemaphoreSlim available = new(0);

    public bool Any => !queue.IsEmpty;

    public void Add(MessageEnvelope envelope)
    {
        queue.Enqueue(envelope);
        available.Release();
    }

    /// <param name="max">Infinite waits for ever; what is below zero else finds nothing.</param>
    /// <param name="blocking">Done when this returns.</param>
    /// <param name="token">Ends the waiting.</param>
    public async ValueTask<MessageEnvelope?> Take(TimeSpan max, bool blocking, CancellationToken token) =>
        await Wait(max, blocking, token).ConfigureAwait(false) && queue.TryDequeue(out var envelope) ? envelope : null;

    public async ValueTask<MessageEnvelope?> Peek(TimeSpan max, bool blocking, CancellationToken token)
    {
        if (!await Wait(max, blocking, token).ConfigureAwait(false))
            return null;
        available.Release();
        return queue.TryPeek(out var envelope) ? envelope : null;
    }

    ValueTask<bool> Wait(TimeSpan max, bool blocking, CancellationToken token)
    {
        if (max < TimeSpan.Zero && max != Timeout.InfiniteTimeSpan)
            return new ValueTask<bool>(false);
        return blocking ? new ValueTask<bool>(available.Wait(max, token)) : new ValueTask<bool>(available.WaitAsync(max, token));
    }
}
