using Akka.Event;

namespace Akka.Actor;

/// <summary>Handled by the runtime before the actor's own behaviour.</summary>
public interface IAutoReceivedMessage;

/// <summary>Could do harm when it came from outside.</summary>
public interface IPossiblyHarmful;

/// <summary>Never checked for being serialisable.</summary>
public interface INoSerializationVerificationNeeded;

/// <summary>Does not put off the receive timeout.</summary>
public interface INotInfluenceReceiveTimeout;

/// <summary>Carries another message.</summary>
public interface IWrappedMessage
{
    object Message { get; }
}

/// <summary>A message with its sender, as kept by a stash.</summary>
public readonly struct Envelope(object message, IActorRef sender)
{
    public object Message { get; } = message;

    public IActorRef Sender { get; } = sender;

    public override string ToString() => $"<{Message}> from {Sender}";
}

/// <summary>Stops its receiver once what was sent before it has been worked off.</summary>
public sealed class PoisonPill : IAutoReceivedMessage, IPossiblyHarmful, IDeadLetterSuppression
{
    PoisonPill() { }

    public static PoisonPill Instance { get; } = new();

    public override string ToString() => "<PoisonPill>";
}

/// <summary>Makes its receiver fail with <see cref="ActorKilledException"/>.</summary>
public sealed class Kill : IAutoReceivedMessage
{
    Kill() { }

    public static Kill Instance { get; } = new();

    public override string ToString() => "<Kill>";
}

/// <summary>Sent to those who watch an actor, after its PostStop.</summary>
public sealed class Terminated(IActorRef actorRef, bool existenceConfirmed, bool addressTerminated)
    : IAutoReceivedMessage, IPossiblyHarmful, IDeadLetterSuppression, INoSerializationVerificationNeeded, IEquatable<Terminated>
{
    public IActorRef ActorRef { get; } = actorRef;

    public bool ExistenceConfirmed { get; } = existenceConfirmed;

    public bool AddressTerminated { get; } = addressTerminated;

    public bool Equals(Terminated? other) => other is not null && other.ActorRef.Equals(ActorRef)
        && other.ExistenceConfirmed == ExistenceConfirmed && other.AddressTerminated == AddressTerminated;

    public override bool Equals(object? obj) => Equals(obj as Terminated);

    public override int GetHashCode() => HashCode.Combine(ActorRef, ExistenceConfirmed, AddressTerminated);

    public override string ToString() => $"<Terminated>: {ActorRef} - ExistenceConfirmed={ExistenceConfirmed}";
}

/// <summary>Asks every actor for its reference.</summary>
public sealed class Identify(object? messageId) : IAutoReceivedMessage, INotInfluenceReceiveTimeout
{
    public object? MessageId { get; } = messageId;

    public override string ToString() => $"<Identify>: {MessageId}";
}

/// <summary>The answer to <see cref="Identify"/>; without a subject where nobody is.</summary>
public sealed class ActorIdentity(object? messageId, IActorRef? subject)
{
    public object? MessageId { get; } = messageId;

    public IActorRef? Subject { get; } = subject;

    public override string ToString() => $"<ActorIdentity>: {Subject} - MessageId={MessageId}";
}

/// <summary>Sent to an actor that got nothing else for as long as it had set.</summary>
public class ReceiveTimeout : IPossiblyHarmful
{
    ReceiveTimeout() { }

    public static ReceiveTimeout Instance { get; } = new();
}

/// <summary>How something ended: what a failed task is piped as, and what fails an ask.</summary>
public abstract class Status
{
    private protected Status() { }

    public sealed class Success(object status) : Status
    {
        public static readonly Success Instance = new("");

        public readonly object Status = status;

        public override string ToString() => $"Success: {Status}";
    }

    public sealed class Failure : Status
    {
        public readonly Exception Cause;
        public readonly object? State;

        public Failure(Exception cause) => Cause = cause;

        public Failure(Exception cause, object? state)
            : this(cause) => State = state;

        public override string ToString() => State is null ? $"Failure: {Cause}" : $"Failure[{State}]: {Cause}";
    }
}
