using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    public T ExpectMsgFrom<T>(
        IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        From(sender, Next<T>(duration, hint, cancellationToken), hint, e => Typed<T>(e, hint));

    public T ExpectMsgFrom<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        From(sender, Next<T>(timeout, hint, cancellationToken), hint, e => Equal(message, e, hint));

    public T ExpectMsgFrom<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        From(sender, Next<T>(timeout, hint, cancellationToken), hint, e => Matching(isMessage, e, hint));

    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default)
    {
        var all = messages.ToArray();
        return Matching<T>(m => Array.IndexOf(all, m) >= 0, Next<T>(null, null, cancellationToken), null);
    }

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => ExpectMsgAllOf(RemainingOrDefault, messages);

    /// <summary>All of these, in any order, and nothing between them.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages)
    {
        var came = ReceiveN(messages.Length, max);
        foreach (var message in messages)
            assertions.AssertTrue(came.Any(m => m is T typed && Equals(typed, message)), "Not found [{0}] in [{1}]", message, string.Join(", ", came));
        foreach (var message in came)
            assertions.AssertTrue(messages.Any(m => Equals(m, message)), "Unexpected message [{0}]", message);
        return came.Cast<T>().ToArray();
    }

    public void ExpectNoMsg(CancellationToken cancellationToken = default) => ExpectNoMsg(RemainingOrDefault, cancellationToken);

    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default)
    {
        received.TryTake(Dilated(duration), cancellationToken, out var envelope);
        Silent(envelope, duration);
    }

    public ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) => ExpectNoMsgAsync(RemainingOrDefault, cancellationToken);

    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    public async ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        Silent(await received.TakeAsync(Dilated(duration), cancellationToken), duration);

    public Terminated ExpectTerminated(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        EndOf(target, Next<Terminated>(timeout, hint, cancellationToken), hint);

    public async ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        EndOf(target, await NextAsync<Terminated>(timeout, hint, cancellationToken), hint);

    MessageEnvelope Next<T>(TimeSpan? timeout, string? hint, CancellationToken token)
    {
        var limit = RemainingOrDilated(timeout);
        received.TryTake(limit, token, out var envelope);
        return Came<T>(envelope, limit, hint);
    }

    async ValueTask<MessageEnvelope> NextAsync<T>(TimeSpan? timeout, string? hint, CancellationToken token)
    {
        var limit = RemainingOrDilated(timeout);
        return Came<T>(await received.TakeAsync(limit, token), limit, hint);
    }

    MessageEnvelope Came<T>(MessageEnvelope? envelope, TimeSpan limit, string? hint)
    {
        assertions.AssertTrue(
            envelope is not null, "Failed: Timeout {0} while waiting for a message of type {1}{2}", limit, typeof(T), Hint(hint));
        return Remember(envelope);
    }

    void Silent(MessageEnvelope? envelope, TimeSpan duration)
    {
        assertions.AssertTrue(envelope is null, "Failed: Expected no messages during {0}, instead we received {1}", duration, envelope);
        last = NullMessageEnvelope.Instance;
        lastWasNoMsg = true;
    }

    T Typed<T>(MessageEnvelope envelope, string? hint)
    {
        assertions.AssertTrue(
            envelope.Message is T, "Failed: Expected a message of type {0}, but received {1} (type {2}) instead from {3}{4}",
            typeof(T), envelope.Message, envelope.Message?.GetType(), envelope.Sender, Hint(hint));
        return (T)envelope.Message!;
    }

    T Equal<T>(T expected, MessageEnvelope envelope, string? hint)
    {
        var actual = Typed<T>(envelope, hint);
        assertions.AssertEqual(expected, actual, "Expected message {0}, got {1}{2}", expected, actual, Hint(hint));
        return actual;
    }

    T Compared<T>(T expected, Func<T, T, bool> comparer, MessageEnvelope envelope, string? hint)
    {
        var actual = Typed<T>(envelope, hint);
        assertions.AssertEqual(expected, actual, comparer, "Expected message {0}, got {1}{2}", expected, actual, Hint(hint));
        return actual;
    }

    T Matching<T>(Predicate<T> isMessage, MessageEnvelope envelope, string? hint)
    {
        var actual = Typed<T>(envelope, hint);
        assertions.AssertTrue(isMessage(actual), "Got a message of the expected type <{0}>. Also expected {1} but the predicate returned false{2}",
            typeof(T), actual, Hint(hint));
        return actual;
    }

    T Asserted<T>(Action<T, IActorRef> assert, MessageEnvelope envelope, string? hint)
    {
        var actual = Typed<T>(envelope, hint);
        assert(actual, envelope.Sender!);
        return actual;
    }

    T From<T>(IActorRef sender, MessageEnvelope envelope, string? hint, Func<MessageEnvelope, T> check)
    {
        assertions.AssertEqual(sender, envelope.Sender, "Sender does not match. Got {0} from {1}. Expected {2}{3}",
            envelope.Message, envelope.Sender, sender, Hint(hint));
        return check(envelope);
    }

    Terminated EndOf(IActorRef target, MessageEnvelope envelope, string? hint) =>
        Matching<Terminated>(t => t.ActorRef.Equals(target), envelope, hint ?? $"Terminated {target}");
}
