using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>A tree of actors with all that they share; ended by <see cref="Terminate"/>.</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private protected ActorSystem() { }

    public abstract string Name { get; }

    public abstract IActorRef DeadLetters { get; }

    public abstract EventStream EventStream { get; }

    public abstract ILoggingAdapter Log { get; }

    public abstract IScheduler Scheduler { get; }

    public abstract Settings Settings { get; }

    public abstract Task WhenTerminated { get; }

    public TimeSpan Uptime => Scheduler.MonotonicClock;

    public static ActorSystem Create(string name) => Create(name, Config.Empty);

    public static ActorSystem Create(string name, Config config) => new ActorSystemImpl(name, config);

    public abstract IActorRef ActorOf(Props props, string? name = null);

    public abstract ActorSelection ActorSelection(ActorPath actorPath);

    public abstract ActorSelection ActorSelection(string actorPath);

    public abstract void Stop(IActorRef actor);

    /// <summary>Stops all actors, children first; done when all are gone.</summary>
    public abstract Task Terminate();

    public abstract void RegisterOnTermination(Action code);

    public void Dispose() => _ = Terminate();
}

/// <summary>What a system was started with.</summary>
public class Settings
{
    public Settings(ActorSystem system, Config config)
    {
        System = system;
        Config = config;
    }

    public ActorSystem System { get; }

    public Config Config { get; private set; }

    public TimeSpan AskTimeout => Config.GetTimeSpan("akka.actor.ask-timeout", Timeout.InfiniteTimeSpan);

    public string LogLevel => Config.GetString("akka.loglevel", "INFO")!;

    /// <summary>Adds what holds where the system's own configuration says nothing.</summary>
    public void InjectTopLevelFallback(Config config) => Config = Config.WithFallback(config);
}
