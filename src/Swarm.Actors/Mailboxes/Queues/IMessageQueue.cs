using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>Where the messages of one actor wait: filled by many senders, emptied by one receiver.</summary>
public interface IMessageQueue
{
    bool HasMessages { get; }

    int Count { get; }

    void Enqueue(IActorRef receiver, Envelope envelope);

    bool TryDequeue(out Envelope envelope);

    /// <summary>Hands over what is left when the owner has stopped.</summary>
    void CleanUp(IActorRef owner, IMessageQueue deadletters);
}
