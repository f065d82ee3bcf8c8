using System.Security.Cryptography;
using Akka.Actor;

namespace Akka.Routing;

/// <summary>Any of them.</summary>
public sealed class RandomLogic : RoutingLogic
{
    public override Routee Select(object message, Routee[] routees) =>
        routees.Length == 0 ? Routee.NoRoutee : routees[RandomNumberGenerator.GetInt32(routees.Length)];
}

/// <summary>A pool that sends to any routee.</summary>
public sealed class RandomPool : Pool
{
    public RandomPool(int nrOfInstances)
        : this(nrOfInstances, DefaultSupervisorStrategy, DefaultDispatcher) { }

    RandomPool(int nrOfInstances, SupervisorStrategy supervisorStrategy, string routerDispatcher)
        : base(nrOfInstances, supervisorStrategy, routerDispatcher) { }

    public override Router CreateRouter(ActorSystem system) => new(new RandomLogic());

    public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

    public RandomPool WithDispatcher(string dispatcher) => new(NrOfInstances, SupervisorStrategy, dispatcher);

    public RandomPool WithSupervisorStrategy(SupervisorStrategy strategy) => new(NrOfInstances, strategy, RouterDispatcher);
}

/// <summary>A group that sends to any routee.</summary>
public sealed class RandomGroup : Group
{
    public RandomGroup(params string[] paths)
        : this(paths, DefaultDispatcher) { }

    public RandomGroup(IEnumerable<string> paths)
        : this(paths, DefaultDispatcher) { }

    public RandomGroup(IEnumerable<string> paths, string routerDispatcher)
        : base(paths, routerDispatcher) { }

    public override Router CreateRouter(ActorSystem system) => new(new RandomLogic());

    public override IEnumerable<string> GetPaths(ActorSystem system) => InternalPaths;

    public RandomGroup WithDispatcher(string dispatcher) => new RandomGroup(InternalPaths, dispatcher);
}
