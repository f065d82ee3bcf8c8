using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    public T ExpectMsg<T>(
        TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Typed<T>(Next<T>(duration, hint, cancellationToken), hint);

    public async ValueTask<T> ExpectMsgAsync<T>(
        TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Typed<T>(await NextAsync<T>(duration, hint, cancellationToken), hint);

    public T ExpectMsg<T>(
        T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Equal(message, Next<T>(timeout, hint, cancellationToken), hint);

    public async ValueTask<T> ExpectMsgAsync<T>(
        T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Equal(message, await NextAsync<T>(timeout, hint, cancellationToken), hint);

    public T ExpectMsg<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Matching(isMessage, Next<T>(timeout, hint, cancellationToken), hint);

    public async ValueTask<T> ExpectMsgAsync<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Matching(isMessage, await NextAsync<T>(timeout, hint, cancellationToken), hint);

    public T ExpectMsg<T>(
        Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Asserted<T>((m, _) => assert(m), Next<T>(timeout, hint, cancellationToken), hint);

    public async ValueTask<T> ExpectMsgAsync<T>(
        Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Asserted<T>((m, _) => assert(m), await NextAsync<T>(timeout, hint, cancellationToken), hint);

    public T ExpectMsg<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default)
    {
        var e = Next<T>(timeout, hint, cancellationToken);
        return Matching<T>(m => isMessageAndSender(m, e.Sender!), e, hint);
    }

    public async ValueTask<T> ExpectMsgAsync<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default)
    {
        var e = await NextAsync<T>(timeout, hint, cancellationToken);
        return Matching<T>(m => isMessageAndSender(m, e.Sender!), e, hint);
    }

    public T ExpectMsg<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Asserted(assertMessageAndSender, Next<T>(timeout, hint, cancellationToken), hint);

    public async ValueTask<T> ExpectMsgAsync<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Asserted(assertMessageAndSender, await NextAsync<T>(timeout, hint, cancellationToken), hint);

    public T ExpectMsg<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Compared(expected, comparer, Next<T>(timeout, hint, cancellationToken), hint);

    public async ValueTask<T> ExpectMsgAsync<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Compared(expected, comparer, await NextAsync<T>(timeout, hint, cancellationToken), hint);

    MessageEnvelope Next<T>(TimeSpan? timeout, string? hint, CancellationToken token)
    {
        var limit = RemainingOrDilated(timeout);
        return Came<T>(Done(TryReceive(limit, blocking: true, token)), limit, hint);
    }

    async ValueTask<MessageEnvelope> NextAsync<T>(TimeSpan? timeout, string? hint, CancellationToken token)
    {
        var limit = RemainingOrDilated(timeout);
        return Came<T>(await TryReceive(limit, blocking: false, token), limit, hint);
    }

    MessageEnvelope Came<T>((bool Success, MessageEnvelope Envelope) received, TimeSpan limit, string? hint)
    {
        FailUnless(
            received.Success, "Failed: Timeout {0} while waiting for a message of type {1} {2}", limit, typeof(T), hint ?? "");
        return received.Envelope;
    }

    T Typed<T>(MessageEnvelope envelope, string? hint)
    {
        var message = envelope.Message;
        FailUnless(
            message is T, "Failed: Expected a message of type {0}, but received {{{2}}} (type {1}) instead {3} from {4}",
            typeof(T), message.GetType(), message, hint ?? "", envelope.Sender);
        return (T)message;
    }

    T Equal<T>(T expected, MessageEnvelope envelope, string? hint)
    {
        var actual = Typed<T>(envelope, hint);
        assertions.AssertEqual(expected, actual, "{0}", hint ?? "");
        return actual;
    }

    T Compared<T>(T expected, Func<T, T, bool> comparer, MessageEnvelope envelope, string? hint)
    {
        var actual = Typed<T>(envelope, hint);
        assertions.AssertEqual(expected, actual, comparer, "{0}", hint ?? "");
        return actual;
    }

    T Matching<T>(Predicate<T> isMessage, MessageEnvelope envelope, string? hint)
    {
        var actual = Typed<T>(envelope, hint);
        assertions.AssertTrue(
            isMessage(actual),
            "Got a message of the expected type <{2}> from {4}. Also expected {0} but the message {{{1}}} of type <{3}> did not match",
            hint ?? "the predicate to return true", actual, typeof(T), actual!.GetType(), envelope.Sender);
        return actual;
    }

    T Asserted<T>(Action<T, IActorRef> assert, MessageEnvelope envelope, string? hint)
    {
        var actual = Typed<T>(envelope, hint);
        assert(actual, envelope.Sender);
        return actual;
    }
}
