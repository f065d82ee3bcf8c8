using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>
/// Time that stands still until a test advances it. As in Akka.NET, one advance delivers what repeats once, however far it goes; an action to
/// run once can't be called off; and the monotonic clocks are those of the machine.
/// </summary>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    readonly Lock gate = new();
    readonly List<Item> items = [];
    readonly long started = TimeProvider.System.GetTimestamp();
    DateTimeOffset now = TimeProvider.System.GetUtcNow();
    long added;

    public TestScheduler(Config schedulerConfig, ILoggingAdapter log) { }

    public IAdvancedScheduler Advanced => this;

    public DateTimeOffset Now => now;

    protected DateTimeOffset TimeNow => now;

    public TimeSpan MonotonicClock => TimeProvider.System.GetElapsedTime(started);

    public TimeSpan HighResMonotonicClock => MonotonicClock;

    public void Advance(TimeSpan offset)
    {
        Item[] due;
        lock (gate)
        {
            now += offset;
            due = [.. items.Where(i => i.At <= now).OrderBy(i => i.At).ThenBy(i => i.Order)];
            items.RemoveAll(i => i.At <= now);
        }
        foreach (var item in due.Where(i => !i.IsCancelled))
            item.Run();
        foreach (var item in due.Where(i => !i.IsCancelled && i.Interval is not null))
            Add(item with { At = now + item.Interval!.Value });
    }

    public void AdvanceTo(DateTimeOffset when)
    {
        if (when < now)
            throw new InvalidOperationException("You can't reverse time...");
        Advance(when - now);
    }

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, null);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(delay, null, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) => Add(delay, null, action, cancelable: null);

    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Add(initialDelay, interval, action, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        ScheduleRepeatedly(initialDelay, interval, action, null);

    void Add(TimeSpan delay, TimeSpan? interval, Action run, ICancelable? cancelable) => Add(new Item(now + delay, interval, run, cancelable, 0));

    void Add(Item item)
    {
        lock (gate)
            items.Add(item with { Order = added++ });
    }

    sealed record Item(DateTimeOffset At, TimeSpan? Interval, Action Run, ICancelable? Cancelable, long Order)
    {
        public bool IsCancelled => Cancelable?.IsCancellationRequested == true;
    }
}
