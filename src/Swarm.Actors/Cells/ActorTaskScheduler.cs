namespace Akka.Actor;

/// <summary>Brings the continuations of an asynchronous handler back into its actor, whose mailbox is suspended until the handler ends.</summary>
sealed class ActorTaskScheduler(ActorCell cell) : TaskScheduler
{
    TaskCompletionSource? observer;

    public object? Message { get; private set; }

    /// <summary>Of a test that waits for the next handler; taken by that handler when it starts.</summary>
    public TaskCompletionSource? Observer { get; set; }

    public override int MaximumConcurrencyLevel => 1;

    public static void RunTask(Func<Task> handler)
    {
        var cell = ActorCell.Current ?? throw new InvalidOperationException("RunTask must be called from an actor context.");
        cell.BeginHandler().Run(handler);
    }

    public void Continue(Task task)
    {
        cell.Resumed(Message);
        TryExecuteTask(task);
        cell.Paused();
    }

    protected override void QueueTask(Task task)
    {
        if (ReferenceEquals(ActorCell.Current, cell) && !task.CreationOptions.HasFlag(TaskCreationOptions.LongRunning))
            TryExecuteTask(task);
        else
            cell.PostSystem(new ContinueHandler(this, task));
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task>? GetScheduledTasks() => null;

    void Run(Func<Task> handler)
    {
        Message = cell.CurrentMessage;
        (observer, Observer) = (Observer, null);
        var started = Task.Factory.StartNew(handler, CancellationToken.None, TaskCreationOptions.None, this);
        if (started.IsCompletedSuccessfully && started.Result is { IsCompletedSuccessfully: true })
            Succeeded();
        else
            _ = started.Unwrap().ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.None, this);
    }

    void Ended(Task handler)
    {
        if (handler.IsCompletedSuccessfully)
        {
            Succeeded();
            return;
        }
        var cause = Cause(handler);
        cell.PostSystem(new FailHandler(Message, cause));
        observer?.TrySetException(cause);
    }

    void Succeeded()
    {
        cell.EndHandler();
        observer?.TrySetResult();
    }

    static Exception Cause(Task handler) => handler.Exception switch
    {
        null => new TaskCanceledException(),
        { InnerExceptions: [var only] } => only,
        var several => several,
    };
}

sealed partial class ActorCell
{
    ActorTaskScheduler? taskScheduler;
    bool handlerIsRunning;

    public ActorTaskScheduler BeginHandler()
    {
        Suspend();
        handlerIsRunning = true;
        return taskScheduler ??= new ActorTaskScheduler(this);
    }

    public void EndHandler()
    {
        handlerIsRunning = false;
        Resume();
        CheckReceiveTimeout(currentMessage is not INotInfluenceReceiveTimeout);
    }

    public void Resumed(object? message) => currentMessage = message;

    public void Paused()
    {
        if (!handlerIsRunning)
            currentMessage = null;
    }
}
