using System.Runtime.CompilerServices;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes messages as long as the filter makes something of them; the first that it does not stays.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) => ReceiveWhile(filter, max, Timeout.InfiniteTimeSpan, msgs, cancellationToken);

    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) => ReceiveWhile(filter, max, idle, msgs, cancellationToken);

    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue,
        CancellationToken cancellationToken = default) => All(Receive(Filtered(filter), max, idle, msgs, blocking: true, cancellationToken));

    /// <summary>Takes messages as long as they pass; by default those of other types are thrown away.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true, CancellationToken cancellationToken = default) =>
        All(Receive(Passing(shouldContinue, shouldIgnoreOtherMessageTypes), max, idle, msgs, blocking: true, cancellationToken));

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) => ReceiveWhileAsync(filter, max, Timeout.InfiniteTimeSpan, msgs, cancellationToken);

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) => ReceiveWhileAsync(filter, max, idle, msgs, cancellationToken);

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue,
        CancellationToken cancellationToken = default) => Receive(Filtered(filter), max, idle, msgs, blocking: false, cancellationToken);

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true, CancellationToken cancellationToken = default) =>
        Receive(Passing(shouldContinue, shouldIgnoreOtherMessageTypes), max, idle, msgs, blocking: false, cancellationToken);

    static Func<object, (Verdict, T?)> Filtered<T>(Func<object, T> filter) => message => filter(message) is { } result ? (Verdict.Take, result) : (Verdict.Stop, default);

    static Func<object, (Verdict, T?)> Passing<T>(Predicate<T> shouldContinue, bool ignoreOthers) => message => message switch
        {
            T typed => (shouldContinue(typed) ? Verdict.Take : Verdict.Stop, typed),
            _ => (ignoreOthers ? Verdict.ThrowAway : Verdict.Stop, default),
        };

    async IAsyncEnumerable<T> Receive<T>(
        Func<object, (Verdict Verdict, T? Result)> judge, TimeSpan? max, TimeSpan? idle, int msgs, bool blocking,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var stop = Now + RemainingOrDilated(max);
        MessageEnvelope accepted = NullMessageEnvelope.Instance;
        for (var count = 0; count < msgs;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (success, next) = await TryPeek(Min(stop - Now, idle), blocking, cancellationToken);
            last = accepted;
            if (!success)
                break;
            var (verdict, result) = judge(next.Message);
            if (verdict == Verdict.Stop)
                break;
            _ = await received.Take(TimeSpan.Zero, blocking: true, cancellationToken);
            last = accepted = next;
            if (verdict == Verdict.ThrowAway)
                continue;
            count++;
            yield return result!;
        }
        lastWasNoMsg = true;
    }

    /// <summary>The shorter one, where none or an infinite one sets no limit.</summary>
    static TimeSpan Min(TimeSpan left, TimeSpan? limit) => limit is { } given && given >= TimeSpan.Zero && given < left ? given : left;

    enum Verdict
    {
        Take,
        ThrowAway,
        Stop,
    }
}
