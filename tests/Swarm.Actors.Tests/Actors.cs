using Akka.Actor;

namespace Swarm.Actors.Tests;

/// <summary>Sends back what it gets.</summary>
sealed class Echo : ReceiveActor
{
    public Echo() => ReceiveAny(message => Sender.Tell(message));
}

/// <summary>Takes what it gets and says nothing.</summary>
sealed class Silent : ReceiveActor
{
    public Silent() => ReceiveAny(_ => { });
}

/// <summary>Throws what it is told, answers with its count of other messages, and reports its life to a witness.</summary>
sealed class Mortal : ReceiveActor
{
    readonly IActorRef witness;
    readonly string name;
    int count;

    public Mortal(IActorRef witness, string name = "mortal")
    {
        this.witness = witness;
        this.name = name;
        Receive<Exception>(e => throw e);
        Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));
        ReceiveAny(message => Sender.Tell($"{message}{++count}"));
    }

    protected override void PreStart() => witness.Tell($"{name}: PreStart");

    protected override void PostStop() => witness.Tell($"{name}: PostStop");

    protected override void PreRestart(Exception reason, object message)
    {
        witness.Tell($"{name}: PreRestart {reason.Message}");
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        witness.Tell($"{name}: PostRestart {reason.Message}");
        base.PostRestart(reason);
    }
}

/// <summary>Creates children from props and supervises them as told.</summary>
sealed class Supervisor : ReceiveActor
{
    readonly SupervisorStrategy strategy;

    public Supervisor(SupervisorStrategy strategy)
    {
        this.strategy = strategy;
        Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));
        Receive<string>(_ => Sender.Tell("alive"));
    }

    protected override SupervisorStrategy SupervisorStrategy() => strategy;
}

sealed class Bug(string message) : Exception(message);
