using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>Any number of messages, in their order.</summary>
public class UnboundedMessageQueue : IMessageQueue, IUnboundedMessageQueueSemantics
{
    readonly ConcurrentQueue<Envelope> waiting = new();

    public bool HasMessages => !waiting.IsEmpty;

    public int Count => waiting.Count;

    public void Enqueue(IActorRef receiver, Envelope envelope) => waiting.Enqueue(envelope);

    public bool TryDequeue(out Envelope envelope) => waiting.TryDequeue(out envelope);

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }
}
