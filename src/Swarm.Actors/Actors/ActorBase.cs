using Akka.Event;

namespace Akka.Actor;

/// <summary>The base of all actors: a life cycle and one behaviour at a time, run by one thread at a time.</summary>
public abstract class ActorBase
{
    IActorRef? clearedSelf;
    SupervisorStrategy? strategy;

    protected ActorBase()
    {
        var cell = ActorCell.Current
            ?? throw new ActorInitializationException("Do not create actors using 'new', always create them using an ActorContext/System");
        if (this is IWithTimers withTimers)
            withTimers.Timers = new TimerScheduler(cell);
        cell.Become((Receive)Receive);
    }

    protected static IActorContext Context => ActorCell.Current ?? throw new NotSupportedException(
        "There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    protected static Receive EmptyReceive => _ => false;

    protected IActorRef Self => clearedSelf ?? Context.Self;

    protected IActorRef Sender => Context.Sender;

    internal SupervisorStrategy Strategy => strategy ??= SupervisorStrategy();

    public virtual void AroundPreStart() => PreStart();

    public virtual void AroundPostStop()
    {
        CancelTimers();
        PostStop();
    }

    public virtual void AroundPreRestart(Exception cause, object message)
    {
        CancelTimers();
        PreRestart(cause, message);
    }

    public virtual void AroundPostRestart(Exception cause, object message) => PostRestart(cause);

    protected internal virtual bool AroundReceive(Receive receive, object message)
    {
        if (message is TimerMessage timer)
        {
            if ((this as IWithTimers)?.Timers is not TimerScheduler timers || timers.Accept(timer) is not { } due)
                return true;
            if (due is IAutoReceivedMessage)
            {
                ActorCell.Current!.AutoReceive(due);
                return true;
            }
            ActorCell.Current!.Unwrapped(due);
            message = due;
        }
        if (receive(message))
            return true;
        Unhandled(message);
        return false;
    }

    protected abstract bool Receive(object message);

    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
            throw new DeathPactException(terminated.ActorRef);
        Context.System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    protected void Become(Receive receive) => Context.Become(receive);

    protected void BecomeStacked(Receive receive) => Context.BecomeStacked(receive);

    protected void UnbecomeStacked() => Context.UnbecomeStacked();

    protected void SetReceiveTimeout(TimeSpan? timeout) => Context.SetReceiveTimeout(timeout);

    protected virtual SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.DefaultStrategy;

    protected virtual void PreStart() { }

    protected virtual void PostStop() { }

    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in Context.GetChildren())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }
        PostStop();
    }

    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>What is set between the constructor and PreStart.</summary>
    internal virtual void Incarnated(ActorCell cell)
    {
        strategy = cell.Props.SupervisorStrategy;
        if (this is IActorStash withStash)
            withStash.Stash = new Stash(cell);
    }

    internal void ReturnStash() => (this as IActorStash)?.Stash?.UnstashAll();

    internal void Clear(IActorRef self) => clearedSelf = self;

    void CancelTimers() => (this as IWithTimers)?.Timers?.CancelAll();
}
