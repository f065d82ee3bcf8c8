using Akka.Event;

namespace Akka.Actor;

/// <summary>Publishes what could not be delivered.</summary>
sealed class DeadLetterRef(ActorSystemImpl host, ActorPath path) : RuntimeRef
{
    public override ActorPath Path => path;

    public override ActorSystemImpl Host => host;

    public override void Tell(object message, IActorRef? sender)
    {
        RefuseNull(message);
        if (message is DeadLetter letter)
            Deliver(letter.Message, letter.Sender, letter.Recipient);
        else
            Deliver(message, sender, this);
    }

    public override void SendSystem(SystemMessage message) => message.Undeliverable(this);

    public void Deliver(object message, IActorRef? sender, IActorRef recipient)
    {
        switch (message)
        {
            case Identify identify:
                sender?.Tell(new ActorIdentity(identify.MessageId, null), this);
                break;
            case ActorSelectionMessage { Message: Identify identify } selection:
                if (!selection.WildCardFanOut)
                    sender?.Tell(new ActorIdentity(identify.MessageId, null), this);
                break;
            case ActorSelectionMessage selection:
                Publish(selection.Message, sender, recipient);
                break;
            default:
                Publish(message, sender, recipient);
                break;
        }
    }

    void Publish(object message, IActorRef? sender, IActorRef recipient) =>
        host.EventStream.Publish(message is IDeadLetterSuppression suppressed
            ? new SuppressedDeadLetter(suppressed, sender ?? this, recipient)
            : new DeadLetter(message, sender ?? this, recipient));
}
