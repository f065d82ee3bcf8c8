namespace Akka.Actor;

/// <summary>An actor with one method for all messages.</summary>
public abstract class UntypedActor : ActorBase
{
    protected static new IUntypedActorContext Context => (IUntypedActorContext)ActorBase.Context;

    protected sealed override bool Receive(object message)
    {
        OnReceive(message);
        return true;
    }

    protected abstract void OnReceive(object message);

    protected void Become(UntypedReceive receive) => Context.Become(receive);

    protected void BecomeStacked(UntypedReceive receive) => Context.BecomeStacked(receive);

    protected void RunTask(Action action) => ActorTaskScheduler.RunTask(() =>
    {
        action();
        return Task.CompletedTask;
    });

    protected void RunTask(Func<Task> action) => ActorTaskScheduler.RunTask(action);
}
