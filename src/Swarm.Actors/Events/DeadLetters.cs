using Akka.Actor;

namespace Akka.Event;

/// <summary>Marks messages whose loss is nothing to report.</summary>
public interface IDeadLetterSuppression;

/// <summary>A message that reached nobody, with who sent it and to whom.</summary>
public abstract class AllDeadLetters : IWrappedMessage
{
    private protected AllDeadLetters(object message, IActorRef sender, IActorRef recipient)
    {
        Message = message;
        Sender = sender;
        Recipient = recipient;
    }

    public object Message { get; }

    public IActorRef Sender { get; }

    public IActorRef Recipient { get; }

    public override string ToString() => $"{GetType().Name} from {Sender} to {Recipient}: <{Message}>";
}

/// <summary>Published when a message could not be delivered.</summary>
public sealed class DeadLetter(object message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);

/// <summary>Published when a message that expects to get lost at times could not be delivered.</summary>
public sealed class SuppressedDeadLetter : AllDeadLetters
{
    internal SuppressedDeadLetter(IDeadLetterSuppression message, IActorRef sender, IActorRef recipient) : base(message, sender, recipient)
    {
    }
}

/// <summary>Published when an actor had no handler for a message.</summary>
public sealed class UnhandledMessage(object message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);
