using Akka.Actor;

namespace Akka.Routing;

/// <summary>One of those that a router sends to.</summary>
public class Routee
{
    public static readonly Routee NoRoutee = new NoRoutee();

    public static Routee FromActorRef(IActorRef actorRef) => new ActorRefRoutee(actorRef);

    public virtual void Send(object message, IActorRef? sender) { }
}

/// <summary>An actor.</summary>
public class ActorRefRoutee : Routee
{
    public ActorRefRoutee(IActorRef actor) => Actor = actor;

    public IActorRef Actor { get; }

    public override void Send(object message, IActorRef? sender) => Actor.Tell(message, sender);

    public override bool Equals(object? obj) => obj is ActorRefRoutee other && Equals(other);

    public override int GetHashCode() => Actor.GetHashCode();

    protected bool Equals(ActorRefRoutee other) => Actor.Equals(other.Actor);
}

/// <summary>Whoever is at a path.</summary>
public class ActorSelectionRoutee : Routee
{
    public ActorSelectionRoutee(ActorSelection actor) => Selection = actor;

    public ActorSelection Selection { get; }

    public override void Send(object message, IActorRef? sender) => Selection.Tell(message, sender);

    public override bool Equals(object? obj) => obj is ActorSelectionRoutee other && Equals(other);

    public override int GetHashCode() => Selection.GetHashCode();

    protected bool Equals(ActorSelectionRoutee other) => Selection.Equals(other.Selection);
}

/// <summary>All of them.</summary>
public class SeveralRoutees : Routee
{
    readonly Routee[] routees;

    public SeveralRoutees(Routee[] routees) => this.routees = routees;

    public override void Send(object message, IActorRef? sender)
    {
        foreach (var routee in routees)
            routee.Send(message, sender);
    }
}

/// <summary>There is nobody to send to.</summary>
sealed class NoRoutee : Routee
{
    public override void Send(object message, IActorRef? sender)
    {
        if (sender is LocalActorRef { Host: var host })
            host.DeadLetters.Tell(message);
    }
}
