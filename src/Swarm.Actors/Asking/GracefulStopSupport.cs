namespace Akka.Actor;

/// <summary>Stops an actor and waits for its end.</summary>
public static class GracefulStopSupport
{
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => target.GracefulStop(timeout, PoisonPill.Instance);

    /// <summary>True when it ended in time.</summary>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        if (target is not IRuntimeRef watched)
            throw new InvalidOperationException($"{target} cannot be death-watched");
        var end = new EndOf(watched);
        watched.SendSystem(new Watch(watched, end));
        target.Tell(stopMessage, ActorRefs.NoSender);
        try
        {
            await end.Task.WaitAsync(timeout, TimeProvider.System).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            watched.SendSystem(new Unwatch(end));
        }
    }
}

/// <summary>Watches one actor from outside.</summary>
sealed class EndOf(IRuntimeRef watched) : RuntimeRef
{
    readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Task => ended.Task;

    public override ActorPath Path { get; } = watched.Host.TempPath();

    public override ActorSystemImpl Host => watched.Host;

    public override void Tell(object message, IActorRef? sender) => Host.DeadLetterOffice.Deliver(message, sender, this);

    public override void SendSystem(SystemMessage message)
    {
        if (message is DeathWatchNotification death && death.Actor.Equals(watched))
            ended.TrySetResult();
    }
}
