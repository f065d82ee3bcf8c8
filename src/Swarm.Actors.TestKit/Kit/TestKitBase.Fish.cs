using System.Collections;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Throws messages away until one of the type passes.</summary>
    public T FishForMessage<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        Done(Fish(isMessage, null, max, hint, blocking: true, cancellationToken));

    /// <param name="isMessage">What to look for.</param>
    /// <param name="allMessages">Cleared, then given what was thrown away.</param>
    /// <param name="max">How long.</param>
    /// <param name="hint">For the failure.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public T FishForMessage<T>(
        Predicate<T> isMessage, ArrayList? allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        Done(Fish(isMessage, allMessages, max, hint, blocking: true, cancellationToken));

    public object FishForMessage(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        Fish(isMessage, null, max, hint, blocking: false, cancellationToken);

    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, ArrayList? allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        Fish(isMessage, allMessages, max, hint, blocking: false, cancellationToken);

    public ValueTask<object> FishForMessageAsync(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    /// <summary>Takes all that comes; one of this type is a failure, whatever the name says.</summary>
    public async Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var messages = ReceiveWhileAsync<object>(
            shouldContinue: message =>
            {
                assertions.AssertFalse(message is T, "did not expect a message of type {0}", typeof(T));
                return true;
            },
            max: max,
            cancellationToken: cancellationToken);
        await foreach (var _ in messages)
        {
        }
    }

    async ValueTask<T> Fish<T>(
        Predicate<T> isMessage, ArrayList? thrownAway, TimeSpan? max, string hint, bool blocking, CancellationToken token)
    {
        var limit = RemainingOrDilated(max);
        var stop = Now + limit;
        thrownAway?.Clear();
        while (true)
        {
            var (success, envelope) = await TryReceive(stop - Now, blocking, token);
            assertions.AssertTrue(
                success, "Timeout ({0}) during fishForMessage{1}", limit, string.IsNullOrEmpty(hint) ? "" : ", hint: " + hint);
            if (envelope.Message is T typed && isMessage(typed))
                return typed;
            thrownAway?.Add(envelope.Message);
        }
    }
}
