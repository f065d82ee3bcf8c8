using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>Any number of messages, the lowest number first.</summary>
public class UnboundedPriorityMessageQueue : IMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    readonly RankedMessages waiting;

    public UnboundedPriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity) =>
        waiting = new RankedMessages(priorityGenerator, initialCapacity);

    public bool HasMessages => Count > 0;

    public int Count => waiting.Count;

    public void Enqueue(IActorRef receiver, Envelope envelope) => waiting.Add(envelope);

    public void EnqueueFirst(Envelope envelope) => waiting.AddFirst(envelope);

    public bool TryDequeue(out Envelope envelope) => waiting.TryTake(out envelope);

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }
}

/// <summary>Any number of messages, the lowest number first, equals in the order of their coming.</summary>
public class UnboundedStablePriorityMessageQueue : IMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    readonly RankedMessages waiting;

    public UnboundedStablePriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity) =>
        waiting = new RankedMessages(priorityGenerator, initialCapacity);

    public bool HasMessages => Count > 0;

    public int Count => waiting.Count;

    public void Enqueue(IActorRef receiver, Envelope envelope) => waiting.Add(envelope);

    public void EnqueueFirst(Envelope envelope) => waiting.AddFirst(envelope);

    public bool TryDequeue(out Envelope envelope) => waiting.TryTake(out envelope);

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }
}

/// <summary>Messages by their rank, then by their coming; the rank is asked for once.</summary>
sealed class RankedMessages(Func<object, int> rank, int initialCapacity)
{
    readonly PriorityQueue<Envelope, (int Rank, long Coming)> byRank = new(initialCapacity);
    readonly Stack<Envelope> prepended = new();
    long coming;

    public int Count
    {
        get
        {
            lock (byRank)
                return byRank.Count + prepended.Count;
        }
    }

    public void Add(Envelope envelope)
    {
        var mine = rank(envelope.Message);
        lock (byRank)
            byRank.Enqueue(envelope, (mine, coming++));
    }

    public void AddFirst(Envelope envelope)
    {
        lock (byRank)
            prepended.Push(envelope);
    }

    public bool TryTake(out Envelope envelope)
    {
        lock (byRank)
            return prepended.TryPop(out envelope) || byRank.TryDequeue(out envelope, out _);
    }
}
