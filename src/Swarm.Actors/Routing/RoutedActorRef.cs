using Akka.Actor;

namespace Akka.Routing;

/// <summary>The reference of a router: what is told to it goes to a routee at once, past the mailbox of the router.</summary>
sealed class RoutedActorRef(ActorPath path, RouterConfig config, Props routeeProps) : LocalActorRef(path)
{
    readonly Lock gate = new();
    volatile Router? router;

    public Props RouterProps { get; } = new PropsOfRouter(config);

    public bool StopsWithoutRoutees => config.StopRouterWhenAllRouteesRemoved;

    public Routee[] Routees => [.. router!.Routees];

    public override void Start()
    {
        // Routees that fail at once are supervised by an actor: so it starts first.
        Cell.ShareChildren();
        router = config.CreateRouter(Host);
        base.Start();
        var routees = config.NewRoutees(routeeProps, Cell);
        Change(r => r.WithRoutees([.. r.Routees, .. routees]));
        foreach (var routee in routees)
            if (routee is ActorRefRoutee { Actor: var actor })
                SendSystem(new WatchRoutee(actor));
    }

    public override void Tell(object message, IActorRef? sender)
    {
        RefuseNull(message);
        if (config.IsManagementMessage(message))
            base.Tell(message, sender);
        else
            router!.Route(message, sender);
    }

    public Routee[] NewRoutees(int count)
    {
        var routees = new Routee[count];
        for (var i = 0; i < count; i++)
            routees[i] = Pool.NewRoutee(routeeProps, Cell);
        return routees;
    }

    public void Change(Func<Router, Router> change)
    {
        lock (gate)
            router = change(router!);
    }

    sealed class PropsOfRouter : Props
    {
        readonly RouterConfig config;

        public PropsOfRouter(RouterConfig config)
            : base(new Props(typeof(RouterActor)).WithDispatcher(config.RouterDispatcher)) => this.config = config;

        public override ActorBase NewActor() => config.NewRouterActor();
    }

    /// <summary>Watches on the thread of the router.</summary>
    sealed class WatchRoutee(IActorRef routee) : SystemMessage
    {
        public override void Apply(ActorCell cell) => cell.Watch(routee);
    }
}
