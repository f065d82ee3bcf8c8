namespace Akka.Actor;

/// <summary>An actor with timers that end with it: none fires after a restart or stop. Set before the constructor of the actor runs.</summary>
public interface IWithTimers
{
    ITimerScheduler Timers { get; set; }
}

/// <summary>Timers by key; starting one replaces the one with the same key, whose message will not come any more.</summary>
public interface ITimerScheduler
{
    IReadOnlyCollection<object> ActiveTimers { get; }

    void StartPeriodicTimer(object key, object msg, TimeSpan interval);

    void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef? sender);

    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);

    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef? sender);

    void StartSingleTimer(object key, object msg, TimeSpan timeout);

    void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef? sender);

    bool IsTimerActive(object key);

    void Cancel(object key);

    void CancelAll();
}

sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
{
    readonly Dictionary<object, TimerMessage> timers = [];

    public IReadOnlyCollection<object> ActiveTimers => timers.Keys;

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => Start(key, msg, interval, interval, null);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef? sender) => Start(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
        Start(key, msg, initialDelay, interval, null);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef? sender) =>
        Start(key, msg, initialDelay, interval, sender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => Start(key, msg, timeout, null, null);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef? sender) => Start(key, msg, timeout, null, sender);

    public bool IsTimerActive(object key) => timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (timers.Remove(key, out var timer))
            timer.Task.Cancel();
    }

    public void CancelAll()
    {
        foreach (var timer in timers.Values)
            timer.Task.Cancel();
        timers.Clear();
    }

    /// <summary>The message of a timer that is due; null when it was cancelled or replaced while its message was on the way.</summary>
    public object? Accept(TimerMessage due)
    {
        if (!timers.TryGetValue(due.Key, out var timer) || !ReferenceEquals(timer, due))
            return null;
        if (!due.Repeats)
            timers.Remove(due.Key);
        return due.Message;
    }

    void Start(object key, object message, TimeSpan delay, TimeSpan? interval, IActorRef? sender)
    {
        Cancel(key);
        var scheduler = cell.Host.Scheduler;
        var task = new Cancelable(scheduler);
        var timer = message is INotInfluenceReceiveTimeout
            ? new QuietTimerMessage(key, message, interval is not null, task)
            : new TimerMessage(key, message, interval is not null, task);
        timers[key] = timer;
        if (interval is { } every)
            scheduler.ScheduleTellRepeatedly(delay, every, cell.Self, timer, sender, task);
        else
            scheduler.ScheduleTellOnce(delay, cell.Self, timer, sender, task);
    }
}

/// <summary>What a timer sends to its actor: it counts only while it is the one known by its key.</summary>
class TimerMessage(object key, object message, bool repeats, ICancelable task) : IWrappedMessage, INoSerializationVerificationNeeded
{
    public object Key => key;

    public object Message => message;

    public bool Repeats => repeats;

    public ICancelable Task => task;

    public override string ToString() => $"timer {key}: {message}";
}

sealed class QuietTimerMessage(object key, object message, bool repeats, ICancelable task)
    : TimerMessage(key, message, repeats, task), INotInfluenceReceiveTimeout;
