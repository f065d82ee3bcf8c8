using Akka.Actor;

namespace Akka.Routing;

/// <summary>The actor behind a router: keeps the list of its routees, and supervises those of a pool.</summary>
sealed class RouterActor : ActorBase
{
    // So that what is on its way to a routee may arrive before the pill.
    static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    readonly RoutedActorRef router;
    readonly SupervisorStrategy? strategy;

    public RouterActor()
        : this(strategy: null) { }

    public RouterActor(SupervisorStrategy? strategy)
    {
        this.strategy = strategy;
        router = (RoutedActorRef)Self;
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case GetRoutees:
                Sender.Tell(new Routees(router.Routees));
                break;
            case AddRoutee add:
                Add([add.Routee]);
                break;
            case RemoveRoutee remove:
                Remove([remove.Routee]);
                break;
            case AdjustPoolSize { Change: > 0 and var more }:
                Add(router.NewRoutees(more));
                break;
            case AdjustPoolSize { Change: < 0 and var less }:
                Remove(router.Routees[Math.Max(0, router.Routees.Length + less)..]);
                break;
            case Terminated terminated:
                router.Change(r => r.RemoveRoutee(terminated.ActorRef));
                StopIfAlone();
                break;
        }
        return true;
    }

    protected override SupervisorStrategy SupervisorStrategy() => strategy ?? base.SupervisorStrategy();

    /// <summary>The routees outlive the router's restart.</summary>
    protected override void PreRestart(Exception reason, object message) { }

    void Add(Routee[] routees)
    {
        foreach (var routee in routees)
            if (routee is ActorRefRoutee { Actor: var actor })
                Context.Watch(actor);
        router.Change(r => r.WithRoutees([.. r.Routees, .. routees]));
    }

    void Remove(Routee[] routees)
    {
        router.Change(r => r.WithRoutees([.. r.Routees.Except(routees)]));
        foreach (var routee in routees)
        {
            if (routee is not ActorRefRoutee { Actor: var actor })
                continue;
            Context.Unwatch(actor);
            if (actor.Equals(Context.Child(actor.Path.Name)))
                Context.System.Scheduler.ScheduleTellOnce(Grace, actor, PoisonPill.Instance, Self);
        }
        StopIfAlone();
    }

    void StopIfAlone()
    {
        if (router.Routees.Length == 0 && router.StopsWithoutRoutees)
            Context.Stop(Self);
    }
}
