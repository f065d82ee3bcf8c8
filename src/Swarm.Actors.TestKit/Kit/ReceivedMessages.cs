using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Akka.TestKit;

/// <summary>What came to the test actor and was not looked at yet.</summary>
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

    public bool TryTake(TimeSpan max, CancellationToken token, [NotNullWhen(true)] out MessageEnvelope? envelope)
    {
        envelope = null;
        return available.Wait(max, token) && queue.TryDequeue(out envelope);
    }

    public async ValueTask<MessageEnvelope?> TakeAsync(TimeSpan max, CancellationToken token) =>
        await available.WaitAsync(max, token).ConfigureAwait(false) && queue.TryDequeue(out var envelope) ? envelope : null;

    public bool TryPeek(TimeSpan max, CancellationToken token, [NotNullWhen(true)] out MessageEnvelope? envelope)
    {
        envelope = null;
        if (!available.Wait(max, token))
            return false;
        available.Release();
        return queue.TryPeek(out envelope);
    }
}
