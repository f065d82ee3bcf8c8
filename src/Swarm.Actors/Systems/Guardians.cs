namespace Akka.Actor;

/// <summary>Above all top-level actors of its part of the tree.</summary>
sealed class Guardian : ActorBase
{
    protected override bool Receive(object message)
    {
        if (message is not StopChild stop)
            return false;
        Context.Stop(stop.Child);
        return true;
    }

    protected override void PreRestart(Exception reason, object message) { }

    public sealed record StopChild(IActorRef Child);
}

/// <summary>Ends the system in order: the user's actors first, then the system's own, then itself.</summary>
sealed class RootGuardian : ActorBase
{
    IActorRef? system;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Guard guard:
                system = guard.System;
                Context.Watch(guard.User);
                Context.Watch(guard.System);
                return true;
            case Terminated terminated when terminated.ActorRef.Equals(system):
                Context.Stop(Self);
                return true;
            case Terminated:
                Context.Stop(system!);
                return true;
            default:
                return false;
        }
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    public sealed record Guard(IActorRef User, IActorRef System);
}

/// <summary>The parent of the root: when the root is gone, so is the system.</summary>
sealed class Outside(ActorSystemImpl host, ActorPath root) : RuntimeRef
{
    public override ActorPath Path { get; } = root / "_outside";

    public override ActorSystemImpl Host => host;

    public override void Tell(object message, IActorRef? sender) => host.DeadLetterOffice.Deliver(message, sender, this);

    public override void SendSystem(SystemMessage message)
    {
        if (message is DeathWatchNotification)
            host.Ended();
        else if (message is Failed failed)
            failed.Child.SendSystem(new Terminate());
    }
}
