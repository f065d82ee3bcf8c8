using System.Collections;
using System.Runtime.CompilerServices;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        TryReceiveOne(out var envelope, max, cancellationToken) ? envelope.Message : null;

    public async ValueTask<object?> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        await TryReceiveOneAsync(max, cancellationToken) is (true, var envelope) ? envelope.Message : null;

    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        (var success, envelope) = Done(TryReceive(max, blocking: true, cancellationToken));
        return success;
    }

    public ValueTask<(bool success, MessageEnvelope envelope)> TryReceiveOneAsync(
        TimeSpan? max, CancellationToken cancellationToken = default) => TryReceive(max, blocking: false, cancellationToken);

    public object? PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        TryPeekOne(out var envelope, max, cancellationToken) ? envelope.Message : null;

    public object? PeekOne(CancellationToken cancellationToken) => PeekOne(Timeout.InfiniteTimeSpan, cancellationToken);

    public async ValueTask<object?> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        await TryPeekOneAsync(max, cancellationToken) is (true, var envelope) ? envelope.Message : null;

    public ValueTask<object?> PeekOneAsync(CancellationToken cancellationToken) => PeekOneAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    public bool TryPeekOne(out MessageEnvelope envelope, TimeSpan? max, CancellationToken cancellationToken)
    {
        (var success, envelope) = Done(TryPeek(max, blocking: true, cancellationToken));
        return success;
    }

    public ValueTask<(bool success, MessageEnvelope envelope)> TryPeekOneAsync(TimeSpan? max, CancellationToken cancellationToken) =>
        TryPeek(max, blocking: false, cancellationToken);

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        All(Receive(numberOfMessages, RemainingOrDefault, blocking: true, cancellationToken));

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        All(Receive(numberOfMessages, Dilated(max), blocking: true, cancellationToken));

    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, CancellationToken cancellationToken = default) =>
        Receive(numberOfMessages, RemainingOrDefault, blocking: false, cancellationToken);

    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        Receive(numberOfMessages, Dilated(max), blocking: false, cancellationToken);

    /// <summary>Takes messages until nothing comes for a while.</summary>
    public async Task<ArrayList> WaitForRadioSilenceAsync(
        TimeSpan? max = null, uint? maxMessages = null, CancellationToken cancellationToken = default)
    {
        var messages = new ArrayList();
        while (await ReceiveOneAsync(max, cancellationToken) is { } message)
        {
            messages.Add(message);
            assertions.AssertFalse(messages.Count > maxMessages, "maxMessages violated (current iteration: {0}).", messages.Count);
        }
        return ArrayList.ReadOnly(messages);
    }

    async ValueTask<(bool Success, MessageEnvelope Envelope)> TryReceive(TimeSpan? max, bool blocking, CancellationToken token) =>
        Remember(await received.Take(GetTimeoutOrDefault(max), blocking, token));

    async ValueTask<(bool Success, MessageEnvelope Envelope)> TryPeek(TimeSpan? max, bool blocking, CancellationToken token) =>
        Remember(await received.Peek(GetTimeoutOrDefault(max), blocking, token));

    (bool Success, MessageEnvelope Envelope) Remember(MessageEnvelope? envelope)
    {
        lastWasNoMsg = false;
        last = envelope ?? NullMessageEnvelope.Instance;
        return (envelope is not null, last);
    }

    async IAsyncEnumerable<object> Receive(
        int count, TimeSpan max, bool blocking, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var start = Now;
        for (var i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (success, envelope) = await TryReceive(start + max - Now, blocking, cancellationToken);
            assertions.AssertTrue(
                success, "Timeout ({0}) while expecting {1} messages. Only got {2} after {3}.", max, count, i, Now - start);
            yield return envelope.Message;
        }
    }

    /// <summary>The result of what was done blocking.</summary>
    static T Done<T>(ValueTask<T> task) => task.GetAwaiter().GetResult();

    static List<T> All<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        for (var each = items.GetAsyncEnumerator(); Done(each.MoveNextAsync());)
            all.Add(each.Current);
        return all;
    }
}
