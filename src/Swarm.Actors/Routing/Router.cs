using Akka.Actor;

namespace Akka.Routing;

/// <summary>Decides who gets a message; called by many threads.</summary>
public abstract class RoutingLogic : INoSerializationVerificationNeeded
{
    public abstract Routee Select(object message, Routee[] routees);
}

/// <summary>Sends each message to the routee that its logic selects; immutable.</summary>
public class Router
{
    readonly Routee[] routees;

    public Router(RoutingLogic logic, IActorRef routee, params IActorRef[] routees)
        : this(logic, [new ActorRefRoutee(routee), .. routees.Select(Routee.FromActorRef)]) { }

    public Router(RoutingLogic logic, params Routee[] routees)
    {
        RoutingLogic = logic;
        this.routees = routees;
    }

    public IEnumerable<Routee> Routees => routees;

    public RoutingLogic RoutingLogic { get; }

    public virtual void Route(object message, IActorRef? sender)
    {
        if (message is not Broadcast)
        {
            Send(RoutingLogic.Select(message, routees), message, sender);
            return;
        }
        foreach (var routee in routees)
            Send(routee, message, sender);
    }

    public virtual Router WithRoutees(params Routee[] routees) => new(RoutingLogic, routees);

    public virtual Router AddRoutee(Routee routee) => new(RoutingLogic, [.. routees.Union([routee])]);

    public Router AddRoutee(IActorRef routee) => AddRoutee(new ActorRefRoutee(routee));

    public Router AddRoutee(ActorSelection routee) => AddRoutee(new ActorSelectionRoutee(routee));

    public virtual Router RemoveRoutee(Routee routee) => new(RoutingLogic, Array.FindAll(routees, r => !r.Equals(routee)));

    public Router RemoveRoutee(IActorRef routee) => RemoveRoutee(new ActorRefRoutee(routee));

    public Router RemoveRoutee(ActorSelection routee) => RemoveRoutee(new ActorSelectionRoutee(routee));

    protected virtual void Send(Routee routee, object message, IActorRef? sender) => routee.Send(UnWrap(message), sender);

    protected object UnWrap(object message) => message is RouterEnvelope envelope ? envelope.Message : message;
}
