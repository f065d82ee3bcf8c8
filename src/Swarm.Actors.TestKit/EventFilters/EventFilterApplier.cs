using Akka.Actor;
using Akka.TestKit.Internal;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit;

sealed class EventFilterApplier(TestKitBase kit, ActorSystem system, EventFilterBase[] filters) : IEventFilterApplier
{
    public EventFilterFactory And => new(kit, system, filters);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Expect(1, action, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Expect(1, timeout, action, cancellationToken);

    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) => Expect(1, func, cancellationToken);

    public T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        Expect(1, timeout, func, cancellationToken);

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, actionAsync, cancellationToken);

    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, timeout, action, cancellationToken);

    public Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, func, cancellationToken);

    public Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, timeout, func, cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Blocking(expectedCount, null, Returning(action), cancellationToken);

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Blocking(expectedCount, timeout, Returning(action), cancellationToken);

    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default) =>
        Blocking(expectedCount, null, func, cancellationToken);

    public T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        Blocking(expectedCount, timeout, func, cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        ExpectAsync(expectedCount, actionAsync, null, cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, TimeSpan? timeout, CancellationToken cancellationToken = default) =>
        Intercept(expectedCount, timeout, Returning(actionAsync), blocking: false, cancellationToken);

    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        ExpectAsync(expectedCount, action, timeout, cancellationToken);

    public Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Intercept(expectedCount, null, func, blocking: false, cancellationToken);

    public Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Intercept(expectedCount, timeout, func, blocking: false, cancellationToken);

    public void Mute(Action action, CancellationToken cancellationToken = default) => Blocking(null, null, Returning(action), cancellationToken);

    public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default) => Blocking(null, null, func, cancellationToken);

    public Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default) =>
        Intercept(null, null, Returning(action), blocking: false, cancellationToken);

    public Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Intercept(null, null, func, blocking: false, cancellationToken);

    public IUnmutableFilter Mute() => new Muted(system, filters);

    T Blocking<T>(int? expected, TimeSpan? timeout, Func<T> func, CancellationToken token) =>
        Intercept(expected, timeout, () => Task.FromResult(func()), blocking: true, token).GetAwaiter().GetResult();

    async Task<T> Intercept<T>(int? expected, TimeSpan? timeout, Func<Task<T>> func, bool blocking, CancellationToken token)
    {
        var limit = timeout is { } given ? kit.Dilated(given) : kit.TestKitSettings.TestEventFilterLeeway;
        using var counter = new Counter(filters);
        EventListener.Attach(system);
        using var muted = new Muted(system, filters);
        var result = await func();
        if (expected is not { } count)
            return result;
        // Where none is expected, none may come as long as one is waited for.
        var awaited = Math.Max(count, 1);
        await TestKitBase.IsFulfilled(() => Task.FromResult(counter.Count >= awaited), limit, Poll, blocking, token);
        var actual = counter.Count;
        kit.FailUnless(
            actual >= count, "Timeout ({0}) while waiting for messages. Only received {1}/{2} messages that matched filter [{3}]",
            limit, actual, count, this);
        kit.FailUnless(
            actual <= count, "Received {0} too many. Expected {1} but received {2} that matched filter [{3}]",
            Messages(actual - count), Messages(count), actual, this);
        return result;
    }

    public override string ToString() => string.Join<EventFilterBase>(',', filters);

    static string Messages(int count) => count == 1 ? "1 message" : $"{count} messages";

    static TimeSpan Poll => TimeSpan.FromMilliseconds(100);

    static Func<bool> Returning(Action action) => () =>
    {
        action();
        return true;
    };

    static Func<Task<bool>> Returning(Func<Task> action) => async () =>
    {
        await action();
        return true;
    };

    sealed class Counter : IDisposable
    {
        readonly EventFilterBase[] filters;
        int count;

        public Counter(EventFilterBase[] filters)
        {
            this.filters = filters;
            foreach (var filter in filters)
                filter.Matched += Increment;
        }

        public int Count => Volatile.Read(ref count);

        public void Dispose()
        {
            foreach (var filter in filters)
                filter.Matched -= Increment;
        }

        void Increment(object? filter, EventArgs e) => Interlocked.Increment(ref count);
    }

    sealed class Muted : IUnmutableFilter
    {
        readonly ActorSystem system;
        EventFilterBase[]? filters;

        public Muted(ActorSystem system, EventFilterBase[] filters)
        {
            this.system = system;
            this.filters = filters;
            system.EventStream.Publish(new Mute(filters));
        }

        public void Unmute()
        {
            if (Interlocked.Exchange(ref filters, null) is { } muted)
                system.EventStream.Publish(new Unmute(muted));
        }

        public void Dispose() => Unmute();
    }
}
