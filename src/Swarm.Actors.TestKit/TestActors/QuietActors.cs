using Akka.Actor;

namespace Akka.TestKit.TestActors;

/// <summary>Takes all and says nothing.</summary>
public class BlackHoleActor : ActorBase
{
    public static Props Props => Actor.Props.Create<BlackHoleActor>();

    protected override bool Receive(object message) => true;
}

/// <summary>Leaves all unhandled.</summary>
public class UnhandledMessageActor : ReceiveActor;

/// <summary>Forwards all to one other.</summary>
public class ForwardActor : ReceiveActor
{
    public ForwardActor(IActorRef target) => ReceiveAny(target.Forward);

    public static Props Props(IActorRef target) => Actor.Props.Create(() => new ForwardActor(target));
}
