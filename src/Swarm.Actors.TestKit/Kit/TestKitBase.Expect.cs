using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        AnyOf(messages, ReceiveOne(RemainingOrDefault, cancellationToken));

    public async ValueTask<T> ExpectMsgAnyOfAsync<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        AnyOf(messages, await ReceiveOneAsync(RemainingOrDefault, cancellationToken));

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => ExpectMsgAllOf((IReadOnlyCollection<T>)messages);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        All(AllOf(messages, RemainingOrDefault, blocking: true, cancellationToken));

    /// <summary>All of these, in any order, and nothing between them.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) => ExpectMsgAllOf(max, (IReadOnlyCollection<T>)messages);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        All(AllOf(messages, Dilated(max), blocking: true, cancellationToken));

    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOf(messages, RemainingOrDefault, blocking: false, cancellationToken);

    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOf(messages, Dilated(max), blocking: false, cancellationToken);

    public void ExpectNoMsg(CancellationToken cancellationToken = default) => Done(Silence(RemainingOrDefault, blocking: true, cancellationToken));

    /// <summary>Not dilated, as in Akka.NET.</summary>
    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        Done(Silence(TimeSpan.FromMilliseconds(milliseconds), blocking: true, cancellationToken));

    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) =>
        Done(Silence(Dilated(duration), blocking: true, cancellationToken));

    public async ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) =>
        await Silence(RemainingOrDefault, blocking: false, cancellationToken);

    public async ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        await Silence(TimeSpan.FromMilliseconds(milliseconds), blocking: false, cancellationToken);

    public async ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        await Silence(Dilated(duration), blocking: false, cancellationToken);

    public Terminated ExpectTerminated(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        EndOf(target, Next<Terminated>(timeout, EndHint(target, hint), cancellationToken), hint);

    public async ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        EndOf(target, await NextAsync<Terminated>(timeout, EndHint(target, hint), cancellationToken), hint);

    T AnyOf<T>(IEnumerable<T> messages, object? message)
    {
        var all = messages.ToArray();
        var expected = string.Join(',', all);
        assertions.AssertTrue(message is not null, "Timeout during waiting for ExpectMsgAnyOf waiting for ({0})", expected);
        assertions.AssertTrue(message is T typed && all.Contains(typed), "ExpectMsgAnyOf found unexpected {0} instead of ({1})", message, expected);
        return (T)message!;
    }

    async IAsyncEnumerable<T> AllOf<T>(
        IReadOnlyCollection<T> messages, TimeSpan max, bool blocking, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var missing = messages.ToList();
        var unexpected = new List<object>();
        await foreach (var message in Receive(messages.Count, max, blocking, cancellationToken))
        {
            // Akka.NET never finds what is its type's default value, such as 0.
            if (message is not T typed || Equals(typed, default(T)) || !missing.Remove(typed))
                unexpected.Add(message);
            if (message is T result)
                yield return result;
        }
        CheckNone(missing, unexpected);
    }

    void CheckNone<T>(List<T> missing, List<object> unexpected) => FailUnless(
        missing.Count + unexpected.Count == 0, "{0}{1}", Listed("not found", missing), Listed("found unexpected", unexpected));

    static string Listed<T>(string what, List<T> messages) => messages.Count == 0 ? "" : $"{what} [{string.Join(", ", messages)}] ";

    async ValueTask<bool> Silence(TimeSpan duration, bool blocking, CancellationToken token)
    {
        var start = Now;
        var (success, envelope) = await TryReceive(duration, blocking, token);
        FailUnless(
            !success, "Failed: Expected no messages during {0}, instead we received {1} after {2}", duration, envelope, Now - start);
        return true;
    }

    Terminated EndOf(IActorRef target, MessageEnvelope envelope, string? hint)
    {
        var terminated = Typed<Terminated>(envelope, EndHint(target, hint));
        assertions.AssertEqual(target, terminated.ActorRef, "{0}", EndHint(target, hint));
        return terminated;
    }

    static string EndHint(IActorRef target, string? hint) => $"Terminated {target}. {hint}";
}
