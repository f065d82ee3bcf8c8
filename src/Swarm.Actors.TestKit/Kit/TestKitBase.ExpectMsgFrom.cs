using Akka.Actor;

namespace Akka.TestKit;

/// <remarks>Akka.NET's form with predicates for both, sender and message, is left out: it always fails there.</remarks>
public abstract partial class TestKitBase
{
    public T ExpectMsgFrom<T>(
        IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Typed<T>(From<T>(sender, Next<T>(duration, hint, cancellationToken), hint), hint);

    public async ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Typed<T>(From<T>(sender, await NextAsync<T>(duration, hint, cancellationToken), hint), hint);

    public T ExpectMsgFrom<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Equal(message, From<T>(sender, Next<T>(timeout, hint, cancellationToken), hint), hint);

    public async ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Equal(message, From<T>(sender, await NextAsync<T>(timeout, hint, cancellationToken), hint), hint);

    public T ExpectMsgFrom<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Matching(isMessage, From<T>(sender, Next<T>(timeout, hint, cancellationToken), hint), hint);

    public async ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Matching(isMessage, From<T>(sender, await NextAsync<T>(timeout, hint, cancellationToken), hint), hint);

    public T ExpectMsgFrom<T>(
        IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Asserted<T>((m, _) => assertMessage(m), From<T>(sender, Next<T>(timeout, hint, cancellationToken), hint), hint);

    public async ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Asserted<T>((m, _) => assertMessage(m), From<T>(sender, await NextAsync<T>(timeout, hint, cancellationToken), hint), hint);

    public T ExpectMsgFrom<T>(
        Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Asserted(Both(assertSender, assertMessage), Next<T>(timeout, hint, cancellationToken), hint);

    public async ValueTask<T> ExpectMsgFromAsync<T>(
        Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Asserted(Both(assertSender, assertMessage), await NextAsync<T>(timeout, hint, cancellationToken), hint);

    static Action<T, IActorRef> Both<T>(Action<IActorRef> assertSender, Action<T> assertMessage) => (message, sender) =>
    {
        assertSender(sender);
        assertMessage(message);
    };

    MessageEnvelope From<T>(IActorRef sender, MessageEnvelope envelope, string? hint)
    {
        Typed<T>(envelope, hint);
        assertions.AssertEqual(
            sender, envelope.Sender, "Sender does not match. Got a message from sender {0}. But expected {1} {2}", envelope.Sender, sender, hint ?? "");
        return envelope;
    }
}
