using System.Linq.Expressions;
using Akka.Routing;

namespace Akka.Actor;

/// <summary>How to make an actor, and make it again when it is restarted; immutable.</summary>
public class Props : IEquatable<Props>
{
    readonly IIndirectActorProducer producer;

    public Props(Type type)
        : this(type, []) { }

    public Props(Type type, object?[] args)
        : this(ActorFactory.ByArguments(type, args)) { }

    Props(ActorFactory factory)
        : this(factory, factory.Arguments) { }

    Props(IIndirectActorProducer producer, object?[] args) => (this.producer, Arguments) = (producer, args);

    protected Props(Props copy)
    {
        producer = copy.producer;
        Arguments = copy.Arguments;
        Dispatcher = copy.Dispatcher;
        Mailbox = copy.Mailbox;
        SupervisorStrategy = copy.SupervisorStrategy;
        RouterConfig = copy.RouterConfig;
        StashCapacity = copy.StashCapacity;
    }

    /// <summary>Of an actor that handles nothing.</summary>
    public static Props Empty { get; } = new(typeof(EmptyActor));

    public Type Type => producer.ActorType;

    public string TypeName => Type.AssemblyQualifiedName!;

    public object?[] Arguments { get; }

    public string Dispatcher { get; private init; } = "";

    public string Mailbox { get; private init; } = "";

    public SupervisorStrategy? SupervisorStrategy { get; protected set; }

    /// <summary>Null for what is no router.</summary>
    public RouterConfig? RouterConfig { get; private init; }

    /// <summary>-1: as the mailbox or the dispatcher says.</summary>
    internal int StashCapacity { get; private init; } = -1;

    /// <param name="factory">Must be <c>() => new TActor(...)</c>; its arguments are evaluated now, once.</param>
    /// <param name="supervisorStrategy">Goes before the strategy of the actor itself.</param>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase =>
        new(ActorFactory.ByExpression((NewExpression)factory.Body)) { SupervisorStrategy = supervisorStrategy };

    public static Props Create<TActor>(params object?[] args)
        where TActor : ActorBase => new(typeof(TActor), args);

    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() => new(typeof(TActor)) { SupervisorStrategy = supervisorStrategy };

    public static Props Create(Type type, params object?[] args) => new(type, args);

    /// <param name="producer">Asked for a new actor at the start and at each restart.</param>
    /// <param name="args">What it makes them of, for whoever looks; it is not asked for with them.</param>
    public static Props CreateBy(IIndirectActorProducer producer, params object?[] args) => new(producer, args);

    public Props WithDispatcher(string dispatcher) => new(this) { Dispatcher = dispatcher };

    public Props WithMailbox(string mailbox) => new(this) { Mailbox = mailbox };

    public Props WithRouter(RouterConfig? routerConfig) => new(this) { RouterConfig = routerConfig };

    public Props WithStashCapacity(int stashCapacity) => new(this) { StashCapacity = stashCapacity };

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => new(this) { SupervisorStrategy = supervisorStrategy };

    public virtual ActorBase NewActor() => producer.Produce();

    internal void Release(ActorBase actor) => producer.Release(actor);

    public bool Equals(Props? other) => other is not null && other.Type == Type && other.Dispatcher == Dispatcher
        && other.Mailbox == Mailbox && Equals(other.RouterConfig, RouterConfig) && Equals(other.SupervisorStrategy, SupervisorStrategy) && other.Arguments.SequenceEqual(Arguments);

    public override bool Equals(object? obj) => Equals(obj as Props);

    public override int GetHashCode() => HashCode.Combine(Type, Dispatcher, Mailbox);
}

/// <summary>Makes actors in ways of its own.</summary>
public interface IIndirectActorProducer
{
    /// <summary>Of what it makes.</summary>
    Type ActorType { get; }

    /// <summary>A new one, each time.</summary>
    ActorBase Produce();

    /// <summary>The actor has stopped, or was replaced.</summary>
    void Release(ActorBase actor);
}

sealed class EmptyActor : UntypedActor
{
    protected override void OnReceive(object message) => Unhandled(message);
}
