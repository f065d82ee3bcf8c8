using System.Collections.Concurrent;

using Akka.Event;

namespace Akka.Actor;

/// <summary>Schedules by the timers of a <see cref="TimeProvider"/>: as exact as those, and idle when nothing is due.</summary>
sealed class ClockScheduler(TimeProvider clock, ILoggingAdapter log) : IScheduler, IAdvancedScheduler, IDisposable
{
    readonly long started = clock.GetTimestamp();
    readonly ConcurrentDictionary<Entry, byte> entries = new();
    volatile bool ended;

    public IAdvancedScheduler Advanced => this;

    public DateTimeOffset Now => clock.GetUtcNow();

    public TimeSpan MonotonicClock => clock.GetElapsedTime(started);

    public TimeSpan HighResMonotonicClock => MonotonicClock;

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, cancelable: null);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(new Entry(this, receiver, message, sender, cancelable), delay, Timeout.InfiniteTimeSpan);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, cancelable: null);

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(new Entry(this, receiver, message, sender, cancelable), initialDelay, Checked(interval));

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) =>
        Add(new Entry(this, null, action, null, cancelable), delay, Timeout.InfiniteTimeSpan);

    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, cancelable: null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Add(new Entry(this, null, action, null, cancelable), initialDelay, Checked(interval));

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        ScheduleRepeatedly(initialDelay, interval, action, cancelable: null);

    public void Dispose()
    {
        ended = true;
        foreach (var entry in entries.Keys)
            entry.End();
    }

    static TimeSpan Checked(TimeSpan interval) => interval > TimeSpan.Zero
        ? interval
        : throw new ArgumentOutOfRangeException(nameof(interval), interval, "Interval must be > 0");

    void Add(Entry entry, TimeSpan delay, TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (ended)
            return;
        entries.TryAdd(entry, 0);
        entry.Start(delay, interval);
        if (ended)
            entry.End();
    }

    sealed class Entry(ClockScheduler owner, ICanTell? receiver, object what, IActorRef? sender, ICancelable? cancelable)
    {
        ITimer? timer;
        bool repeats;

        public void Start(TimeSpan delay, TimeSpan interval)
        {
            repeats = interval != Timeout.InfiniteTimeSpan;
            timer = owner.Timer(this);
            timer.Change(delay, interval);
            // Ours frees the timer at once; anyone else's is asked when the timer is due.
            (cancelable as Cancelable)?.OnCancel(End);
        }

        public void Due()
        {
            if (cancelable?.IsCancellationRequested == true)
            {
                End();
                return;
            }
            if (!repeats)
                End();
            try
            {
                if (receiver is null)
                    ((Action)what)();
                else
                    receiver.Tell(what, sender);
            }
            catch (Exception e)
            {
                End();
                owner.Failed(e);
            }
        }

        public void End()
        {
            owner.entries.TryRemove(this, out _);
            timer?.Dispose();
        }
    }

    void Failed(Exception cause) => log.Error(cause, "Error while executing scheduled task");

    ITimer Timer(Entry entry) => clock.CreateTimer(
        static state => ((Entry)state!).Due(), entry, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
