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
}
