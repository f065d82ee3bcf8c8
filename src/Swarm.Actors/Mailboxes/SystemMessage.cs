namespace Akka.Actor;

/// <summary>What the runtime tells itself about an actor: handled before all letters, also by a suspended actor.</summary>
abstract class SystemMessage
{
    public static readonly SystemMessage Closed = new ClosedMark();

    public SystemMessage? Next;

    public bool IsClosedMark => ReferenceEquals(this, Closed);

    /// <summary>Must wait while a failed actor waits for its children to stop.</summary>
    public virtual bool WaitsForChildren => false;

    /// <summary>Must wait while its receiver is suspended.</summary>
    public virtual bool WaitsForResume => false;

    public abstract void Apply(ActorCell cell);

    public virtual void Undeliverable(IActorRef receiver) { }

    public static SystemMessage? Reverse(SystemMessage? list)
    {
        SystemMessage? reversed = null;
        while (list is { } message)
        {
            list = message.Next;
            message.Next = reversed;
            reversed = message;
        }
        return reversed;
    }

    sealed class ClosedMark : SystemMessage
    {
        public override void Apply(ActorCell cell) { }
    }
}
