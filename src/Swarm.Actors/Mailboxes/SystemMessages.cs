namespace Akka.Actor;

sealed class Create : SystemMessage
{
    public override void Apply(ActorCell cell) => cell.Create();
}

sealed class Recreate(Exception cause) : SystemMessage
{
    public override bool WaitsForChildren => true;

    public override void Apply(ActorCell cell) => cell.FaultRecreate(cause);
}

sealed class SuspendActor : SystemMessage
{
    public override bool WaitsForChildren => true;

    public override void Apply(ActorCell cell) => cell.FaultSuspend();
}

sealed class ResumeActor(Exception? cause) : SystemMessage
{
    public override bool WaitsForChildren => true;

    public override void Apply(ActorCell cell) => cell.FaultResume(cause);
}

sealed class Terminate : SystemMessage
{
    public override void Apply(ActorCell cell) => cell.Terminate();
}

sealed class Failed(LocalActorRef child, Exception cause) : SystemMessage
{
    public LocalActorRef Child => child;

    public Exception Cause => cause;

    public override bool WaitsForResume => true;

    public override bool WaitsForChildren => true;

    public override void Apply(ActorCell cell) => cell.HandleFailed(this);
}

sealed class Watch(IRuntimeRef watchee, IRuntimeRef watcher) : SystemMessage
{
    public IRuntimeRef Watcher => watcher;

    public override void Apply(ActorCell cell) => cell.AddWatcher(watcher);

    public override void Undeliverable(IActorRef receiver) =>
        watcher.SendSystem(new DeathWatchNotification(watchee, existenceConfirmed: false));
}

sealed class Unwatch(IRuntimeRef watcher) : SystemMessage
{
    public IRuntimeRef Watcher => watcher;

    public override void Apply(ActorCell cell) => cell.RemoveWatcher(watcher);
}

sealed class DeathWatchNotification(IRuntimeRef actor, bool existenceConfirmed) : SystemMessage
{
    public IRuntimeRef Actor => actor;

    public bool ExistenceConfirmed => existenceConfirmed;

    public override void Apply(ActorCell cell) => cell.WatchedActorTerminated(actor, existenceConfirmed);
}

/// <summary>A continuation of an asynchronous handler, come back to its actor.</summary>
sealed class ContinueHandler(ActorTaskScheduler scheduler, Task task) : SystemMessage
{
    public override void Apply(ActorCell cell) => scheduler.Continue(task);
}

/// <summary>The end of an asynchronous handler that threw.</summary>
sealed class FailHandler(object? message, Exception cause) : SystemMessage
{
    public override void Apply(ActorCell cell) => cell.FailHandler(message, cause);
}
