namespace Akka.Actor;

/// <summary>Something that takes messages.</summary>
public interface ICanTell
{
    void Tell(object message, IActorRef? sender);
}

/// <summary>The handle of an actor: stays valid over restarts, may outlive the actor.</summary>
public interface IActorRef : ICanTell, IComparable, IComparable<IActorRef>, IEquatable<IActorRef>
{
    ActorPath Path { get; }
}

/// <summary>The actors that are nobody.</summary>
public static class ActorRefs
{
    public static readonly Nobody Nobody = Nobody.Instance;

    /// <summary>Null by Akka.NET's definition: the receiver sees the dead letters as its sender.</summary>
    public static readonly IActorRef NoSender = null!;
}

/// <summary>Telling with the current actor as the sender.</summary>
public static class ActorRefImplicitSenderExtensions
{
    public static void Tell(this IActorRef receiver, object message) => receiver.Tell(message, ActorCell.Current?.Self);

    public static void Forward(this IActorRef receiver, object message) => receiver.Tell(message, ActorCell.Current?.Sender);
}

/// <summary>Questions about a reference.</summary>
public static class ActorRefExtensions
{
    public static bool IsNobody(this IActorRef? actorRef) => actorRef is null or Actor.Nobody or DeadLetterRef;

    public static IActorRef GetOrElse(this IActorRef? actorRef, Func<IActorRef> elseValue) => actorRef.IsNobody() ? elseValue() : actorRef!;
}
