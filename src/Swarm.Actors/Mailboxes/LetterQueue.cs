using Akka.Dispatch.MessageQueues;

namespace Akka.Actor;

/// <summary>The message queue of a mailbox type, as its one owner uses it.</summary>
sealed class LetterQueue(IMessageQueue queue, LocalActorRef owner)
{
    public bool HasLetters => queue.HasMessages;

    public void Enqueue(Letter letter) => queue.Enqueue(owner, new Envelope(letter.Message, letter.Sender ?? owner.Host.DeadLetters));

    public Letter? TryDequeue() => queue.TryDequeue(out var envelope) ? new Letter(envelope.Message, envelope.Sender) : null;

    public void CleanUp() => queue.CleanUp(owner, owner.Host.DeadLetterQueue);
}

/// <summary>Takes what is left in the queue of an actor that has stopped.</summary>
sealed class DeadLetterQueue(DeadLetterRef deadLetters) : IMessageQueue
{
    public bool HasMessages => false;

    public int Count => 0;

    public void Enqueue(IActorRef receiver, Envelope envelope) => deadLetters.Deliver(envelope.Message, envelope.Sender, receiver);

    public bool TryDequeue(out Envelope envelope)
    {
        envelope = default;
        return false;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters) { }
}
