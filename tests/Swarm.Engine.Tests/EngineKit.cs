using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Swarm.TestSupport;

namespace Swarm.Engine.Tests;

/// <summary>A test of actors in a time of its own: the actors' timers and the clock they read go on together, when the test says so.</summary>
public abstract class EngineKit() : TestKit("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"\nakka.loglevel = OFF")
{
    /// <summary>How long a test looks for what must not come.</summary>
    protected static readonly TimeSpan AWhile = TimeSpan.FromMilliseconds(100);

    protected ManualTime Time { get; } = new();

    /// <summary>Actors whose timers must be set before time moves: what was told to them before has been heard.</summary>
    protected List<IActorRef> Timed { get; } = [];

    protected void Advance(TimeSpan by)
    {
        foreach (var actor in Timed) actor.Ask<ActorIdentity>(new Identify(null), TimeSpan.FromSeconds(5)).Wait(TimeSpan.FromSeconds(5));
        Time.Advance(by);
        ((TestScheduler)Sys.Scheduler).Advance(by);
    }

    protected void Advance(double seconds) => Advance(TimeSpan.FromSeconds(seconds));
}
