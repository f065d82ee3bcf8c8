using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>Runs a block and waits for the events that it must cause.</summary>
public interface IEventFilterApplier
{
    EventFilterFactory And { get; }

    void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default);

    void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default);

    void ExpectOne(Action action, CancellationToken cancellationToken = default);

    void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default);

    void Mute(Action action, CancellationToken cancellationToken = default);
}

sealed class EventFilterApplier(TestKitBase kit, Predicate<object>[] filters) : IEventFilterApplier
{
    public EventFilterFactory And => new(kit, filters);

    TimeSpan Leeway => kit.Dilated(kit.TestKitSettings.TestEventFilterLeeway);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Expect(1, action, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Expect(1, timeout, action, cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Expect(expectedCount, Leeway, action, cancellationToken);

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default)
    {
        using var counter = new Counter(kit.Sys, filters);
        action();
        kit.AwaitConditionNoThrow(() => counter.Count >= expectedCount, timeout, null, cancellationToken);
        counter.Check(expectedCount, timeout);
    }

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, actionAsync, cancellationToken);

    public async Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default)
    {
        using var counter = new Counter(kit.Sys, filters);
        await actionAsync();
        for (var stop = TestKitBase.Now + Leeway; counter.Count < expectedCount && TestKitBase.Now < stop;)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        counter.Check(expectedCount, Leeway);
    }

    /// <summary>Nothing is printed here that had to be muted.</summary>
    public void Mute(Action action, CancellationToken cancellationToken = default) => action();

    /// <summary>Counts on the thread that publishes.</summary>
    sealed class Counter : RuntimeRef, IDisposable
    {
        readonly ActorSystemImpl host;
        readonly Predicate<object>[] filters;
        int count;

        public Counter(ActorSystem system, Predicate<object>[] filters)
        {
            host = (ActorSystemImpl)system;
            this.filters = filters;
            Path = host.TempPath();
            host.EventStream.Subscribe(this, typeof(LogEvent));
            host.EventStream.Subscribe(this, typeof(DeadLetter));
        }

        public int Count => Volatile.Read(ref count);

        public override ActorPath Path { get; }

        public override ActorSystemImpl Host => host;

        public override void Tell(object message, IActorRef? sender)
        {
            if (Array.Exists(filters, f => f(message)))
                Interlocked.Increment(ref count);
        }

        public void Check(int expected, TimeSpan timeout)
        {
            if (Count != expected)
                throw new InvalidOperationException($"Timeout ({timeout}): expected {expected} events, but {Count} matched");
        }

        public void Dispose() => host.EventStream.Unsubscribe(this);
    }
}
