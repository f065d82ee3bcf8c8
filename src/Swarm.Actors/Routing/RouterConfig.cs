using Akka.Actor;

namespace Akka.Routing;

/// <summary>What makes an actor a router: given to its props.</summary>
public abstract class RouterConfig
{
    internal const string DefaultDispatcher = "akka.actor.default-dispatcher";

    private protected RouterConfig(string routerDispatcher) => RouterDispatcher = routerDispatcher;

    public virtual string RouterDispatcher { get; }

    public virtual bool StopRouterWhenAllRouteesRemoved => false;

    public abstract Router CreateRouter(ActorSystem system);

    /// <summary>Messages for the router itself; all others go to its routees, on the thread of their sender.</summary>
    public virtual bool IsManagementMessage(object message) => message is IAutoReceivedMessage or RouterManagementMessage;

    internal abstract ActorBase NewRouterActor();

    internal abstract Routee[] NewRoutees(Props routeeProps, ActorCell router);
}

/// <summary>A router that makes its routees, as its children.</summary>
public abstract class Pool : RouterConfig
{
    private protected Pool(int nrOfInstances, SupervisorStrategy supervisorStrategy, string routerDispatcher)
        : base(routerDispatcher)
    {
        NrOfInstances = nrOfInstances;
        SupervisorStrategy = supervisorStrategy;
    }

    public static SupervisorStrategy DefaultSupervisorStrategy => Actor.SupervisorStrategy.DefaultStrategy;

    public int NrOfInstances { get; }

    /// <summary>What the router does about routees that fail.</summary>
    public virtual SupervisorStrategy SupervisorStrategy { get; }

    public override bool StopRouterWhenAllRouteesRemoved => true;

    public abstract int GetNrOfInstances(ActorSystem system);

    public Actor.Props Props(Actor.Props routeeProps) => routeeProps.WithRouter(this);

    internal static Routee NewRoutee(Actor.Props routeeProps, ActorCell router) => new ActorRefRoutee(router.ActorOf(routeeProps));

    internal override ActorBase NewRouterActor() => new RouterActor(SupervisorStrategy);

    internal override Routee[] NewRoutees(Actor.Props routeeProps, ActorCell router)
    {
        var routees = new Routee[GetNrOfInstances(router.System)];
        for (var i = 0; i < routees.Length; i++)
            routees[i] = NewRoutee(routeeProps, router);
        return routees;
    }
}

/// <summary>A router whose routees are made by others, and found by their paths.</summary>
public abstract class Group : RouterConfig
{
    protected readonly string[] InternalPaths;

    private protected Group(IEnumerable<string> paths, string routerDispatcher)
        : base(routerDispatcher) => InternalPaths = paths.ToArray();

    public abstract IEnumerable<string> GetPaths(ActorSystem system);

    public Actor.Props Props() => Actor.Props.Empty.WithRouter(this);

    internal override ActorBase NewRouterActor() => new RouterActor();

    internal override Routee[] NewRoutees(Actor.Props routeeProps, ActorCell router) =>
        [.. GetPaths(router.System).Select(path => new ActorSelectionRoutee(router.ActorSelection(path)))];
}
