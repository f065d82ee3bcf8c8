using Akka.Actor;

namespace Akka.Routing;

/// <summary>One after the other.</summary>
public sealed class RoundRobinRoutingLogic : RoutingLogic
{
    int next;

    public RoundRobinRoutingLogic()
        : this(-1) { }

    public RoundRobinRoutingLogic(int next) => this.next = next;

    public override Routee Select(object message, Routee[] routees) =>
        routees.Length == 0 ? Routee.NoRoutee : routees[(Interlocked.Increment(ref next) & int.MaxValue) % routees.Length];
}

/// <summary>A pool that sends to one routee after the other.</summary>
public sealed class RoundRobinPool : Pool
{
    public RoundRobinPool(int nrOfInstances)
        : this(nrOfInstances, DefaultSupervisorStrategy, DefaultDispatcher) { }

    RoundRobinPool(int nrOfInstances, SupervisorStrategy supervisorStrategy, string routerDispatcher)
        : base(nrOfInstances, supervisorStrategy, routerDispatcher) { }

    public override Router CreateRouter(ActorSystem system) => new(new RoundRobinRoutingLogic());

    public override int GetNrOfInstances(ActorSystem sys) => NrOfInstances;

    public RoundRobinPool WithDispatcher(string dispatcher) => new(NrOfInstances, SupervisorStrategy, dispatcher);

    public RoundRobinPool WithSupervisorStrategy(SupervisorStrategy strategy) => new(NrOfInstances, strategy, RouterDispatcher);
}

/// <summary>A group that sends to one routee after the other.</summary>
public sealed class RoundRobinGroup : Group
{
    public RoundRobinGroup(params string[] paths)
        : this(paths, DefaultDispatcher) { }

    public RoundRobinGroup(IEnumerable<string> paths)
        : this(paths, DefaultDispatcher) { }

    public RoundRobinGroup(IEnumerable<string> paths, string routerDispatcher)
        : base(paths, routerDispatcher) { }

    public override Router CreateRouter(ActorSystem system) => new(new RoundRobinRoutingLogic());

    public override IEnumerable<string> GetPaths(ActorSystem system) => InternalPaths;

    public Group WithDispatcher(string dispatcherId) => new RoundRobinGroup(InternalPaths, dispatcherId);
}
