using Akka.Actor;

namespace Akka.TestKit;

/// <summary>An actor that works on the thread that tells, unless its props name a dispatcher, with its instance to look at.</summary>
public abstract class TestActorRefBase<TActor> : IRuntimeRef
    where TActor : ActorBase
{
    readonly LocalActorRef target;

    protected TestActorRefBase(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
    {
        var props = actorProps.Dispatcher.Length == 0 ? actorProps.WithDispatcher(CallingThreadDispatcher.Id) : actorProps;
        target = (LocalActorRef)(supervisor is null ? system.ActorOf(props, name) : Cell(supervisor).ActorOf(props, name));
    }

    public IActorRef Ref => target;

    public ActorPath Path => target.Path;

    public TActor UnderlyingActor => target.Cell.Instance as TActor
        ?? throw new IllegalActorStateException($"Underlying actor of {target} is not there: it failed in its constructor, or is terminated");

    ActorSystemImpl IRuntimeRef.Host => target.Host;

    public static IActorRef ToActorRef(TestActorRefBase<TActor> actorRef) => actorRef.target;

    public static bool operator ==(TestActorRefBase<TActor>? testActorRef, IActorRef? actorRef) =>
        testActorRef is null ? actorRef is null : testActorRef.Equals(actorRef);

    public static bool operator !=(TestActorRefBase<TActor>? testActorRef, IActorRef? actorRef) => !(testActorRef == actorRef);

    public static bool operator ==(IActorRef? actorRef, TestActorRefBase<TActor>? testActorRef) => testActorRef == actorRef;

    public static bool operator !=(IActorRef? actorRef, TestActorRefBase<TActor>? testActorRef) => !(testActorRef == actorRef);

    public void Tell(object message) => target.Tell(message, ActorCell.Current?.Self);

    public void Tell(object message, IActorRef? sender) => target.Tell(message, sender);

    public void Forward(object message) => target.Forward(message);

    /// <summary>Handles a message now; what the actor throws comes out here.</summary>
    public void Receive(object message, IActorRef? sender = null) => target.Cell.ReceiveForTest(message, sender);

    /// <summary>As <see cref="Receive"/>, done when an asynchronous handler is.</summary>
    public Task ReceiveAsync(object message, IActorRef? sender = null) => target.Cell.ReceiveForTestAsync(message, sender);

    public void Watch(IActorRef subject) => target.Cell.Watch(subject);

    public void Unwatch(IActorRef subject) => target.Cell.Unwatch(subject);

    public int CompareTo(object? obj) => target.CompareTo(obj);

    public bool Equals(IActorRef? other) => target.Equals(other);

    public override bool Equals(object? obj) => target.Equals(obj);

    public override int GetHashCode() => target.GetHashCode();

    public override string ToString() => $"TestActor[{Path}]";

    void IRuntimeRef.SendSystem(SystemMessage message) => target.SendSystem(message);

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => target.CompareTo(other);

    static ActorCell Cell(IActorRef supervisor) => supervisor switch
    {
        LocalActorRef local => local.Cell,
        TestProbe probe => Cell(probe.Ref),
        TestActorRefBase<TActor> test => test.target.Cell,
        _ => throw new ArgumentException($"{supervisor} is not an actor of this process", nameof(supervisor)),
    };
}

/// <summary>An actor that works on the thread that tells, unless its props name a dispatcher, with its instance to look at.</summary>
public class TestActorRef<TActor>(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
    : TestActorRefBase<TActor>(system, actorProps, supervisor, name)
    where TActor : ActorBase;
