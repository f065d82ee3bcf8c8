using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Puts what it gets where the test looks for it, unless ignored; the auto pilot sees it first.</summary>
sealed class InternalTestActor(ReceivedMessages received) : ActorBase
{
    Func<object, bool>? ignore;
    AutoPilot? pilot;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case SetIgnore set:
                ignore = set.Ignore;
                break;
            case SetAutoPilot set:
                pilot = set.Pilot;
                break;
            case WatchFor watch:
                Context.Watch(watch.Subject);
                Sender.Tell(watch, Self);
                break;
            case UnwatchFor unwatch:
                Context.Unwatch(unwatch.Subject);
                Sender.Tell(unwatch, Self);
                break;
            case Spawn spawn:
                received.Add(new RealMessageEnvelope(Context.ActorOf(spawn.Props, spawn.Name), Self));
                break;
            default:
                Observe(message);
                break;
        }
        return true;
    }

    void Observe(object message)
    {
        if (pilot?.Run(Sender, message) is var next and not TestKit.KeepRunning)
            pilot = next;
        if (ignore?.Invoke(message) != true)
            received.Add(new RealMessageEnvelope(message, Sender));
    }

    public sealed record SetIgnore(Func<object, bool>? Ignore);

    public sealed record SetAutoPilot(AutoPilot Pilot);

    public sealed record WatchFor(IActorRef Subject);

    public sealed record UnwatchFor(IActorRef Subject);

    public sealed record Spawn(Props Props, string? Name);
}
