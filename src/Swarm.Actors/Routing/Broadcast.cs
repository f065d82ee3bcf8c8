using Akka.Actor;

namespace Akka.Routing;

/// <summary>All of them.</summary>
public sealed class BroadcastRoutingLogic : RoutingLogic
{
    public override Routee Select(object message, Routee[] routees) => routees.Length == 0 ? Routee.NoRoutee : new SeveralRoutees(routees);
}

/// <summary>A pool that sends to all routees.</summary>
public sealed class BroadcastPool : Pool
{
    public BroadcastPool(int nrOfInstances)
        : this(nrOfInstances, DefaultSupervisorStrategy, DefaultDispatcher) { }

    BroadcastPool(int nrOfInstances, SupervisorStrategy supervisorStrategy, string routerDispatcher)
        : base(nrOfInstances, supervisorStrategy, routerDispatcher) { }

    public override Router CreateRouter(ActorSystem system) => new(new BroadcastRoutingLogic());

    public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

    public BroadcastPool WithDispatcher(string dispatcher) => new(NrOfInstances, SupervisorStrategy, dispatcher);

    public BroadcastPool WithSupervisorStrategy(SupervisorStrategy strategy) => new(NrOfInstances, strategy, RouterDispatcher);
}

/// <summary>A group that sends to all routees.</summary>
public sealed class BroadcastGroup : Group
{
    public BroadcastGroup(params string[] paths)
        : this(paths, DefaultDispatcher) { }

    public BroadcastGroup(IEnumerable<string> paths)
        : this(paths, DefaultDispatcher) { }

    public BroadcastGroup(IEnumerable<string> paths, string routerDispatcher)
        : base(paths, routerDispatcher) { }

    public override Router CreateRouter(ActorSystem system) => new(new BroadcastRoutingLogic());

    public override IEnumerable<string> GetPaths(ActorSystem system) => InternalPaths;

    public Group WithDispatcher(string dispatcher) => new BroadcastGroup(InternalPaths, dispatcher);
}
