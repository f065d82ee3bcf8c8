namespace Akka.Actor;

/// <summary>What the runtime asks of every reference beyond telling.</summary>
interface IRuntimeRef : IActorRef
{
    ActorSystemImpl Host { get; }

    void SendSystem(SystemMessage message);
}

/// <summary>Identity by path and incarnation; everything else is up to the kind of reference.</summary>
abstract class RuntimeRef : IRuntimeRef
{
    public abstract ActorPath Path { get; }

    public abstract ActorSystemImpl Host { get; }

    public abstract void Tell(object message, IActorRef? sender);

    public virtual void SendSystem(SystemMessage message) { }

    public bool Equals(IActorRef? other) =>
        ReferenceEquals(this, other) || (other is not null && other.Path.Uid == Path.Uid && other.Path.Equals(Path));

    public override bool Equals(object? obj) => Equals(obj as IActorRef);

    public override int GetHashCode() => Path.Uid == 0 ? Path.GetHashCode() : Path.Uid.GetHashCode();

    public int CompareTo(IActorRef? other) =>
        Path.CompareTo(other?.Path) is var byPath and not 0 ? byPath : Path.Uid.CompareTo(other?.Path.Uid ?? 0);

    public int CompareTo(object? obj) => obj is IActorRef other ? CompareTo(other) : throw new ArgumentException("Not an IActorRef", nameof(obj));

    public override string ToString() => $"[{Path.ToStringWithUid()}]";

    internal static void RefuseNull(object? message)
    {
        if (message is null)
            throw new InvalidMessageException("Message is null.");
    }
}

/// <summary>The reference of an actor that lives in this process.</summary>
class LocalActorRef(ActorPath path) : RuntimeRef
{
    public override ActorPath Path => path;

    public ActorCell Cell { get; set; } = null!;

    public override ActorSystemImpl Host => Cell.Host;

    public virtual void Start() => Cell.Start();

    public override void Tell(object message, IActorRef? sender)
    {
        RefuseNull(message);
        if (!Cell.Post(new Letter(message, sender)))
            Host.DeadLetterOffice.Deliver(message, sender, this);
    }

    public override void SendSystem(SystemMessage message)
    {
        if (!Cell.PostSystem(message))
            message.Undeliverable(this);
    }
}

/// <summary>No actor at all: swallows everything.</summary>
public sealed class Nobody : IActorRef
{
    public static readonly Nobody Instance = new();

    readonly ActorPath path = new RootActorPath(new Address("akka", "all-systems"), "/Nobody");

    Nobody() { }

    public ActorPath Path => path;

    public void Tell(object message, IActorRef? sender) { }

    public bool Equals(IActorRef? other) => other is Nobody;

    public override bool Equals(object? obj) => obj is Nobody;

    public override int GetHashCode() => path.GetHashCode();

    public int CompareTo(IActorRef? other) => path.CompareTo(other?.Path);

    public int CompareTo(object? obj) => CompareTo(obj as IActorRef);

    public override string ToString() => "[Nobody]";
}
