using System.Linq.Expressions;

namespace Akka.Actor;

/// <summary>How to make an actor, and make it again when it is restarted; immutable.</summary>
public class Props : IEquatable<Props>
{
    readonly ActorFactory factory;

    public Props(Type type)
        : this(type, []) { }

    public Props(Type type, object?[] args)
        : this(ActorFactory.ByArguments(type, args)) { }

    Props(ActorFactory factory) => this.factory = factory;

    public Type Type => factory.Type;

    public string TypeName => Type.AssemblyQualifiedName!;

    public object?[] Arguments => factory.Arguments;

    public string Dispatcher { get; private init; } = "";

    public string Mailbox { get; private init; } = "";

    public SupervisorStrategy? SupervisorStrategy { get; protected set; }

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

    public Props WithDispatcher(string dispatcher) =>
        new(factory) { Dispatcher = dispatcher, Mailbox = Mailbox, SupervisorStrategy = SupervisorStrategy };

    public Props WithMailbox(string mailbox) =>
        new(factory) { Dispatcher = Dispatcher, Mailbox = mailbox, SupervisorStrategy = SupervisorStrategy };

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) =>
        new(factory) { Dispatcher = Dispatcher, Mailbox = Mailbox, SupervisorStrategy = supervisorStrategy };

    public virtual ActorBase NewActor() => factory.New();

    public bool Equals(Props? other) => other is not null && other.Type == Type && other.Dispatcher == Dispatcher
        && other.Mailbox == Mailbox && Equals(other.SupervisorStrategy, SupervisorStrategy) && other.Arguments.SequenceEqual(Arguments);

    public override bool Equals(object? obj) => Equals(obj as Props);

    public override int GetHashCode() => HashCode.Combine(Type, Dispatcher, Mailbox);
}
