using Akka.Actor;
using Akka.Event;

namespace Akka.Routing;

/// <summary>The key of a message; null when the mapping does not know it.</summary>
public delegate object? ConsistentHashMapping(object msg);

/// <summary>A message that knows its key.</summary>
public interface IConsistentHashable
{
    object? ConsistentHashKey { get; }
}

/// <summary>A message and its key.</summary>
public sealed class ConsistentHashableEnvelope : RouterEnvelope, IConsistentHashable, IWrappedMessage
{
    public ConsistentHashableEnvelope(object message, object hashKey)
        : base(message) => HashKey = hashKey;

    public object HashKey { get; }

    public object ConsistentHashKey => HashKey;
}

/// <summary>Equal keys to one routee, as long as the routees are the same; few keys move when they change.</summary>
public sealed class ConsistentHashingRoutingLogic : RoutingLogic
{
    const int DefaultVirtualNodes = 10;

    readonly ActorSystem system;
    readonly int virtualNodes;
    readonly ConsistentHashMapping? mapping;
    volatile HashRing? ring;

    public ConsistentHashingRoutingLogic(ActorSystem system)
        : this(system, 0, null) { }

    public ConsistentHashingRoutingLogic(ActorSystem system, int virtualNodesFactor, ConsistentHashMapping? hashMapping)
    {
        this.system = system;
        virtualNodes = virtualNodesFactor != 0 ? virtualNodesFactor
            : system.Settings.Config.GetInt("akka.actor.deployment.default.virtual-nodes-factor", DefaultVirtualNodes);
        mapping = hashMapping;
    }

    public ConsistentHashingRoutingLogic WithHashMapping(ConsistentHashMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        return new(system, virtualNodes, mapping);
    }

    public override Routee Select(object message, Routee[] routees)
    {
        if (routees.Length == 0)
            return Routee.NoRoutee;
        if (mapping?.Invoke(message) is { } key)
            return RingOf(routees).OwnerOf(key);
        if (message is IConsistentHashable hashable)
            return RingOf(routees).OwnerOf(hashable.ConsistentHashKey);
        Logging.GetLogger(system, typeof(ConsistentHashingRoutingLogic)).Warning(
            "Message [{0}] must be handled by hashMapping, or implement [IConsistentHashable] or be wrapped in [ConsistentHashableEnvelope]",
            message.GetType().Name);
        return Routee.NoRoutee;
    }

    HashRing RingOf(Routee[] routees)
    {
        var known = ring;
        return known?.IsOf(routees) == true ? known : ring = new HashRing(routees, virtualNodes);
    }
}

/// <summary>A pool that sends equal keys to one routee.</summary>
public sealed class ConsistentHashingPool : Pool
{
    readonly ConsistentHashMapping? mapping;

    public ConsistentHashingPool(int nrOfInstances)
        : this(nrOfInstances, DefaultSupervisorStrategy, DefaultDispatcher, 0, null) { }

    public ConsistentHashingPool(int nrOfInstances, ConsistentHashMapping hashMapping)
        : this(nrOfInstances, DefaultSupervisorStrategy, DefaultDispatcher, 0, hashMapping) { }

    ConsistentHashingPool(
        int nrOfInstances, SupervisorStrategy supervisorStrategy, string routerDispatcher, int virtualNodesFactor, ConsistentHashMapping? hashMapping)
        : base(nrOfInstances, supervisorStrategy, routerDispatcher)
    {
        VirtualNodesFactor = virtualNodesFactor;
        mapping = hashMapping;
    }

    /// <summary>How many places each routee has on the ring; 0 for the default.</summary>
    public int VirtualNodesFactor { get; }

    public override Router CreateRouter(ActorSystem system) => new(new ConsistentHashingRoutingLogic(system, VirtualNodesFactor, mapping));

    public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

    public ConsistentHashingPool WithDispatcher(string dispatcher) =>
        new(NrOfInstances, SupervisorStrategy, dispatcher, VirtualNodesFactor, mapping);

    public ConsistentHashingPool WithHashMapping(ConsistentHashMapping mapping) =>
        new(NrOfInstances, SupervisorStrategy, RouterDispatcher, VirtualNodesFactor, mapping);

    public ConsistentHashingPool WithSupervisorStrategy(SupervisorStrategy strategy) =>
        new(NrOfInstances, strategy, RouterDispatcher, VirtualNodesFactor, mapping);

    public ConsistentHashingPool WithVirtualNodesFactor(int vnodes) =>
        new(NrOfInstances, SupervisorStrategy, RouterDispatcher, vnodes, mapping);
}
