namespace Akka.Actor;

/// <summary>Where actors are created and found.</summary>
public interface IActorRefFactory
{
    IActorRef ActorOf(Props props, string? name = null);

    ActorSelection ActorSelection(ActorPath actorPath);

    ActorSelection ActorSelection(string actorPath);
}

/// <summary>Shorthands for creating actors.</summary>
public static class ActorRefFactoryExtensions
{
    public static IActorRef ActorOf<TActor>(this IActorRefFactory factory, string? name = null)
        where TActor : ActorBase, new() => factory.ActorOf(Props.Create<TActor>(), name);
}

/// <summary>Being told of the end of other actors.</summary>
public interface ICanWatch
{
    IActorRef Watch(IActorRef subject);

    IActorRef WatchWith(IActorRef subject, object message);

    IActorRef Unwatch(IActorRef subject);
}

/// <summary>What an actor knows of its surroundings while it handles a message; not valid after an await outside of ReceiveAsync.</summary>
public interface IActorContext : IActorRefFactory, ICanWatch
{
    IActorRef Parent { get; }

    Props Props { get; }

    TimeSpan? ReceiveTimeout { get; }

    IActorRef Self { get; }

    IActorRef Sender { get; }

    ActorSystem System { get; }

    void Become(Receive receive);

    void BecomeStacked(Receive receive);

    IActorRef Child(string name);

    IEnumerable<IActorRef> GetChildren();

    void SetReceiveTimeout(TimeSpan? timeout);

    void Stop(IActorRef child);

    void UnbecomeStacked();
}

/// <summary>A context whose behaviours handle every message.</summary>
public interface IUntypedActorContext : IActorContext
{
    void Become(UntypedReceive receive);

    void BecomeStacked(UntypedReceive receive);
}

/// <summary>A behaviour: false for a message that it does not handle.</summary>
public delegate bool Receive(object message);

/// <summary>A behaviour that handles every message.</summary>
public delegate void UntypedReceive(object message);
