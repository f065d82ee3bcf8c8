using Akka.Actor;

namespace Akka.TestKit;

/// <summary>An actor that works on the thread that tells, with its instance to look at.</summary>
public abstract class TestActorRefBase<TActor> : IRuntimeRef
    where TActor : ActorBase
{
    readonly LocalActorRef target;

    private protected TestActorRefBase(ActorSystem system, Props actorProps, IActorRef? supervisor, string? name)
    {
        var props = actorProps.WithDispatcher("akka.test.calling-thread-dispatcher");
        target = (LocalActorRef)(supervisor is LocalActorRef parent ? parent.Cell.ActorOf(props, name) : system.ActorOf(props, name));
    }

    public IActorRef Ref => target;

    public ActorPath Path => target.Path;

    public TActor UnderlyingActor => target.Cell.Instance as TActor
        ?? throw new IllegalActorStateException($"The actor {target} is not there: it failed in its constructor, or has been stopped");

    ActorSystemImpl IRuntimeRef.Host => target.Host;

    public void Tell(object message) => target.Tell(message, ActorCell.Current?.Self);

    public void Tell(object message, IActorRef? sender) => target.Tell(message, sender);

    /// <summary>Handles a message now; what the actor throws comes out here.</summary>
    public void Receive(object message, IActorRef? sender = null) => target.Cell.ReceiveForTest(message, sender);

    public int CompareTo(object? obj) => target.CompareTo(obj);

    public bool Equals(IActorRef? other) => target.Equals(other);

    public override bool Equals(object? obj) => target.Equals(obj);

    public override int GetHashCode() => target.GetHashCode();

    public override string ToString() => target.ToString();

    void IRuntimeRef.SendSystem(SystemMessage message) => target.SendSystem(message);

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => target.CompareTo(other);
}

/// <summary>An actor that works on the thread that tells, with its instance to look at.</summary>
public class TestActorRef<TActor>(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
    : TestActorRefBase<TActor>(system, actorProps, supervisor, name)
    where TActor : ActorBase;
