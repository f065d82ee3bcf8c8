namespace Akka.Actor;

/// <summary>Asking an actor: its answer as a task, a <see cref="Status.Failure"/> as the exception of the task.</summary>
public static class Futures
{
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, null, cancellationToken);

    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, null, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var answer = new Answer<T>(HostOf(self), timeout, cancellationToken);
        self.Tell(message, answer);
        return answer.Task;
    }

    public static Task<T> Ask<T>(
        this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var answer = new Answer<T>(HostOf(self), timeout, cancellationToken);
        self.Tell(messageFactory(answer), answer);
        return answer.Task;
    }

    internal static ActorSystemImpl HostOf(ICanTell target) => target switch
    {
        IRuntimeRef known => known.Host,
        ActorSelection { Anchor: IRuntimeRef anchor } => anchor.Host,
        _ => ActorCell.Current?.Host ?? throw new ArgumentException("Unable to resolve the target Provider", nameof(target)),
    };
}
