using Akka.Actor;

namespace Akka.TestKit;

/// <summary>A message as it came to the test actor.</summary>
public abstract class MessageEnvelope
{
    public abstract object Message { get; }

    public abstract IActorRef Sender { get; }
}

/// <summary>A message and its sender.</summary>
public class RealMessageEnvelope(object message, IActorRef sender) : MessageEnvelope
{
    public override object Message => message;

    public override IActorRef Sender => sender;

    public override string ToString() => $"<{message ?? "null"}> from {sender?.ToString() ?? "NoSender"}";
}

/// <summary>No message came: asking for one is an error.</summary>
public sealed class NullMessageEnvelope : MessageEnvelope
{
    public static readonly NullMessageEnvelope Instance = new();

    NullMessageEnvelope() { }

    public override object Message => throw Nothing();

    public override IActorRef Sender => throw Nothing();

    public override string ToString() => "<null>";

    static IllegalActorStateException Nothing() => new("last receive did not dequeue a message");
}
