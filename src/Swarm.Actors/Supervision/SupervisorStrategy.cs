using Akka.Event;

namespace Akka.Actor;

/// <summary>What happens to an actor that failed.</summary>
public enum Directive
{
    Resume,
    Restart,
    Escalate,
    Stop,
}

/// <summary>What a supervisor does about its failed children.</summary>
public abstract class SupervisorStrategy
{
    public static readonly IDecider DefaultDecider = Actor.Decider.From(
        Directive.Restart,
        Directive.Stop.When<ActorInitializationException>(),
        Directive.Stop.When<ActorKilledException>(),
        Directive.Stop.When<DeathPactException>());

    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    public static readonly OneForOneStrategy StoppingStrategy = new(_ => Directive.Stop);

    private protected SupervisorStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled)
    {
        MaxRetries = maxNrOfRetries;
        WithinMilliseconds = withinTimeMilliseconds;
        Decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    public virtual IDecider Decider { get; }

    protected bool LoggingEnabled { get; set; }

    private protected int MaxRetries { get; }

    private protected int WithinMilliseconds { get; }

    internal bool HandleFailure(ActorCell supervisor, ChildStats child, Exception cause, ChildStats[] all)
    {
        var directive = Decider.Decide(cause);
        LogFailure(supervisor, child.Ref, cause, directive);
        switch (directive)
        {
            case Directive.Resume:
                child.Ref.SendSystem(new ResumeActor(cause));
                return true;
            case Directive.Restart:
                Process(supervisor, restart: true, child, cause, all);
                return true;
            case Directive.Stop:
                Process(supervisor, restart: false, child, cause, all);
                return true;
            default:
                return false;
        }
    }

    private protected abstract void Process(ActorCell supervisor, bool restart, ChildStats child, Exception cause, ChildStats[] all);

    private protected bool Permits(ChildStats child) => child.RequestRestart(MaxRetries, WithinMilliseconds);

    void LogFailure(ActorCell supervisor, IActorRef child, Exception cause, Directive directive)
    {
        if (!LoggingEnabled || directive == Directive.Escalate)
            return;
        var message = cause is ActorInitializationException { InnerException: { } inner } ? inner.Message : cause.Message;
        supervisor.Host.EventStream.Publish(directive == Directive.Resume
            ? new Warning(cause, child.Path.ToString(), GetType(), message)
            : new Error(cause, child.Path.ToString(), GetType(), message));
    }
}

/// <summary>Only the child that failed is restarted or stopped.</summary>
public class OneForOneStrategy : SupervisorStrategy
{
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries, withinTimeRange, Actor.Decider.From(localOnlyDecider)) { }

    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, (int)(withinTimeRange ?? Timeout.InfiniteTimeSpan).TotalMilliseconds, decider) { }

    public OneForOneStrategy(
        int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, Actor.Decider.From(localOnlyDecider), loggingEnabled) { }

    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
        : base(maxNrOfRetries, withinTimeMilliseconds, decider, loggingEnabled) { }

    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(-1, -1, localOnlyDecider) { }

    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(-1, -1, localOnlyDecider, loggingEnabled) { }

    public OneForOneStrategy(IDecider decider)
        : this(-1, -1, decider) { }

    /// <summary>Negative: without bound.</summary>
    public int MaxNumberOfRetries => MaxRetries;

    /// <summary>Not above zero: for ever.</summary>
    public int WithinTimeRangeMilliseconds => WithinMilliseconds;

    public OneForOneStrategy WithMaxNrOfRetries(int maxNrOfRetries) => new(maxNrOfRetries, WithinTimeRangeMilliseconds, Decider);

    private protected override void Process(ActorCell supervisor, bool restart, ChildStats child, Exception cause, ChildStats[] all)
    {
        if (restart && Permits(child))
            child.Ref.SendSystem(new Recreate(cause));
        else
            supervisor.Stop(child.Ref);
    }
}

/// <summary>All children share the fate of the one that failed.</summary>
public class AllForOneStrategy : SupervisorStrategy
{
    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries, withinTimeRange, Actor.Decider.From(localOnlyDecider)) { }

    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, (int)(withinTimeRange ?? Timeout.InfiniteTimeSpan).TotalMilliseconds, decider) { }

    public AllForOneStrategy(
        int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, Actor.Decider.From(localOnlyDecider), loggingEnabled) { }

    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
        : base(maxNrOfRetries, withinTimeMilliseconds, decider, loggingEnabled) { }

    public AllForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(-1, -1, localOnlyDecider) { }

    public AllForOneStrategy(IDecider decider)
        : this(-1, -1, decider) { }

    /// <summary>Negative: without bound.</summary>
    public int MaxNumberOfRetries => MaxRetries;

    /// <summary>Not above zero: for ever.</summary>
    public int WithinTimeRangeMilliseconds => WithinMilliseconds;

    private protected override void Process(ActorCell supervisor, bool restart, ChildStats child, Exception cause, ChildStats[] all)
    {
        if (!restart || !Array.TrueForAll(all, Permits))
        {
            foreach (var one in all)
                supervisor.Stop(one.Ref);
            return;
        }
        foreach (var one in all)
        {
            // The one that failed has suspended itself.
            if (one != child)
                one.Ref.SendSystem(new SuspendActor());
            one.Ref.SendSystem(new Recreate(cause));
        }
    }
}
