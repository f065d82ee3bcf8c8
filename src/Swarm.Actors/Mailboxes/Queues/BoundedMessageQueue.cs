using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch.MessageQueues;

/// <summary>So many messages in their order, any number for a capacity of 0; what does not fit in time is a dead letter.</summary>
public class BoundedMessageQueue : IMessageQueue, IBoundedMessageQueueSemantics
{
    readonly BlockingCollection<Envelope> waiting;

    public BoundedMessageQueue(Config config)
        : this(config.GetInt("mailbox-capacity"), config.GetTimeSpan("mailbox-push-timeout-time")) { }

    public BoundedMessageQueue(int boundedCapacity, TimeSpan pushTimeOut)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(boundedCapacity);
        PushTimeOut = pushTimeOut;
        waiting = boundedCapacity == 0 ? [] : new BlockingCollection<Envelope>(boundedCapacity);
    }

    public TimeSpan PushTimeOut { get; set; }

    public bool HasMessages => waiting.Count > 0;

    public int Count => waiting.Count;

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        if (!waiting.TryAdd(envelope, PushTimeOut) && receiver is IRuntimeRef { Host: var host })
            host.DeadLetterOffice.Deliver(envelope.Message, envelope.Sender, receiver);
    }

    public bool TryDequeue(out Envelope envelope) => waiting.TryTake(out envelope);

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }
}
