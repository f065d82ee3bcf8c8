namespace Akka.Actor;

/// <summary>The base of what the runtime throws.</summary>
public abstract class AkkaException : Exception
{
    protected AkkaException() { }

    protected AkkaException(string? message, Exception? cause = null)
        : base(message, cause) { }

    protected Exception? Cause => InnerException;
}

/// <summary>An actor could not be constructed or started; by default it is stopped.</summary>
public class ActorInitializationException : AkkaException
{
    public ActorInitializationException() { }

    public ActorInitializationException(string message)
        : base(message) { }

    public ActorInitializationException(string message, Exception cause)
        : base(message, cause) { }

    public ActorInitializationException(IActorRef actor, string message, Exception? cause = null)
        : base(message, cause) => Actor = actor;

    public IActorRef? Actor { get; set; }

    public override string ToString() => Actor is null ? base.ToString() : $"{Actor}: {base.ToString()}";
}

/// <summary>The new instance failed in PostRestart.</summary>
public class PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
    : ActorInitializationException(actor, $"Exception post restart ({originalCause.GetType()})", cause)
{
    public Exception OriginalCause { get; } = originalCause;
}

/// <summary>The old instance failed in PreRestart.</summary>
public class PreRestartException(IActorRef actor, Exception restartException, Exception cause, object? optionalMessage)
    : ActorInitializationException(actor, $"Exception pre restart ({restartException.GetType()})", cause)
{
    public Exception RestartException { get; } = restartException;

    public object? OptionalMessage { get; } = optionalMessage;
}

/// <summary>What <see cref="Kill"/> makes an actor throw.</summary>
public class ActorKilledException : AkkaException
{
    public ActorKilledException() { }

    public ActorKilledException(string message)
        : base(message) { }
}

/// <summary>A watched actor died and nobody handled its <see cref="Terminated"/>.</summary>
public class DeathPactException(IActorRef deadActor) : AkkaException($"Monitored actor [{deadActor}] terminated")
{
    public IActorRef DeadActor { get; } = deadActor;
}

/// <summary>A name is not a path element, or is taken.</summary>
public class InvalidActorNameException : AkkaException
{
    public InvalidActorNameException(string message)
        : base(message) { }

    public InvalidActorNameException(string message, Exception innerException)
        : base(message, innerException) { }
}

/// <summary>A message was null.</summary>
public class InvalidMessageException : AkkaException
{
    public InvalidMessageException() { }

    public InvalidMessageException(string message)
        : base(message) { }
}

/// <summary>An actor name that a selection can't mean.</summary>
public class IllegalActorNameException(string message) : AkkaException(message);

/// <summary>Something was asked of an actor that its state does not allow.</summary>
public class IllegalActorStateException(string message) : AkkaException(message);

/// <summary>A selection matched nobody in time.</summary>
public class ActorNotFoundException : AkkaException
{
    public ActorNotFoundException() { }

    public ActorNotFoundException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}

/// <summary>No answer came in time.</summary>
public class AskTimeoutException(string message) : AkkaException(message);

/// <summary>A bounded stash was full.</summary>
public class StashOverflowException(string message, Exception? cause = null) : AkkaException(message, cause);
