namespace Akka.Actor;

/// <summary>The one who asked: the first answer, the timeout or the cancellation completes it; what comes later is a dead letter.</summary>
sealed class Answer<T> : RuntimeRef
{
    readonly TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ActorSystemImpl host;
    readonly ITimer? timer;
    readonly CancellationTokenRegistration cancellation;
    ActorPath? path;

    public Answer(ActorSystemImpl host, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        this.host = host;
        if ((timeout ?? host.AskTimeout) is var limit && limit > TimeSpan.Zero)
            timer = TimeProvider.System.CreateTimer(_ => TimedOut(limit), null, limit, Timeout.InfiniteTimeSpan);
        if (cancellationToken.CanBeCanceled)
            cancellation = cancellationToken.UnsafeRegister(static self => ((Answer<T>)self!).Cancel(), this);
        if (result.Task.IsCompleted)
            Release();
    }

    public Task<T> Task => result.Task;

    public override ActorSystemImpl Host => host;

    /// <summary>Seldom looked at, so made when it is.</summary>
    public override ActorPath Path => path ?? Interlocked.CompareExchange(ref path, host.TempPath(), null) ?? path;

    public override void Tell(object message, IActorRef? sender)
    {
        var handled = message switch
        {
            // Who asks for any object means an answer; who asks for a Status means a failure, too.
            T answer when message is not Status.Failure || typeof(T) != typeof(object) => result.TrySetResult(answer),
            null => result.TrySetResult(default!),
            Status.Failure failure => result.TrySetException(
                failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message.")),
            _ => Refuse(message),
        };
        Release();
        if (!handled && !result.Task.IsCanceled)
            host.DeadLetterOffice.Deliver(message!, sender, this);
    }

    public override void SendSystem(SystemMessage message)
    {
        if (message is Watch watch)
            watch.Undeliverable(this);
    }

    bool Refuse(object message)
    {
        result.TrySetException(new ArgumentException(
            $"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]", nameof(message)));
        return false;
    }

    void TimedOut(TimeSpan limit)
    {
        result.TrySetException(new AskTimeoutException(FormattableString.Invariant($"Timeout after {limit.TotalSeconds:F2} seconds")));
        Release();
    }

    void Cancel()
    {
        result.TrySetCanceled();
        Release();
    }

    void Release()
    {
        timer?.Dispose();
        cancellation.Unregister();
    }
}
