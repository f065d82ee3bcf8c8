namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        TryReceiveOne(out var envelope, max, cancellationToken) ? envelope.Message : null;

    public async ValueTask<object?> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await TryReceiveOneAsync(max, cancellationToken)).envelope.Message;

    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var success = received.TryTake(RemainingOrDilated(max), cancellationToken, out var taken);
        envelope = Remember(taken);
        return success;
    }

    public async ValueTask<(bool success, MessageEnvelope envelope)> TryReceiveOneAsync(
        TimeSpan? max, CancellationToken cancellationToken = default)
    {
        var taken = await received.TakeAsync(RemainingOrDilated(max), cancellationToken);
        return (taken is not null, Remember(taken));
    }

    public object? PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        received.TryPeek(RemainingOrDilated(max), cancellationToken, out var envelope) ? envelope.Message : null;

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveN(numberOfMessages, RemainingOrDefault, cancellationToken);

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default)
    {
        var stop = Now + Dilated(max);
        var messages = new List<object>(numberOfMessages);
        while (messages.Count < numberOfMessages)
        {
            var came = received.TryTake(Positive(stop - Now), cancellationToken, out var envelope);
            Remember(envelope);
            assertions.AssertTrue(
                came, "Timeout ({0}) while expecting {1} messages. Only got {2} after {0}.", max, numberOfMessages, messages.Count);
            messages.Add(envelope!.Message!);
        }
        return messages;
    }

    /// <summary>Takes messages as long as the filter makes something of them; the first that it does not stays.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => ReceiveWhile(filter, max, Timeout.InfiniteTimeSpan, msgs, cancellationToken);

    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T?> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue,
        CancellationToken cancellationToken = default)
        where T : class
    {
        var stop = Now + RemainingOrDilated(max);
        var results = new List<T>();
        while (results.Count < msgs && received.TryPeek(Shorter(Positive(stop - Now), idle), cancellationToken, out var next)
            && filter(next.Message!) is { } result)
        {
            received.TryTake(TimeSpan.Zero, cancellationToken, out var taken);
            Remember(taken);
            results.Add(result);
        }
        lastWasNoMsg = true;
        return results;
    }

    public T FishForMessage<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        for (var stop = Now + limit; ;)
        {
            received.TryTake(Positive(stop - Now), cancellationToken, out var envelope);
            if (Fished(Remember(envelope), isMessage, limit, hint) is (true, var message))
                return message;
        }
    }

    public object FishForMessage(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    public async ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        for (var stop = Now + limit; ;)
        {
            var envelope = await received.TakeAsync(Positive(stop - Now), cancellationToken);
            if (Fished(Remember(envelope), isMessage, limit, hint) is (true, var message))
                return message;
        }
    }

    public ValueTask<object> FishForMessageAsync(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    (bool Found, T Message) Fished<T>(MessageEnvelope envelope, Predicate<T> isMessage, TimeSpan limit, string hint)
    {
        assertions.AssertTrue(envelope is not NullMessageEnvelope, "Timeout ({0}) during fishForMessage{1}", limit, Hint(hint));
        return envelope.Message is T typed && isMessage(typed) ? (true, typed) : (false, default!);
    }

    MessageEnvelope Remember(MessageEnvelope? envelope)
    {
        lastWasNoMsg = false;
        return last = envelope ?? NullMessageEnvelope.Instance;
    }

    static TimeSpan Shorter(TimeSpan left, TimeSpan? idle) => idle is { } limit && limit >= TimeSpan.Zero && limit < left ? limit : left;
}
