using System.Runtime.CompilerServices;

namespace Akka.TestKit;

/// <remarks>Akka.NET's forms with a limit are left out: there they look for the predicates themselves among the messages.</remarks>
public abstract partial class TestKitBase
{
    /// <summary>One message for each of these, in any order, and nothing between them.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(params PredicateInfo[] predicates) =>
        ExpectMsgAllOfMatchingPredicates(predicates, CancellationToken.None);

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        All(AllMatching(predicates, RemainingOrDefault, blocking: true, cancellationToken));

    /// <summary>As in Akka.NET this waits for a minute.</summary>
    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        AllMatching(predicates, TimeSpan.FromMinutes(1), blocking: false, cancellationToken);

    async IAsyncEnumerable<object> AllMatching(
        IReadOnlyCollection<PredicateInfo> predicates, TimeSpan max, bool blocking, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var missing = predicates.ToList();
        var unexpected = new List<object>();
        await foreach (var message in Receive(predicates.Count, max, blocking, cancellationToken))
        {
            if (missing.FirstOrDefault(p => p.Fits(message)) is { } found)
                missing.Remove(found);
            else
                unexpected.Add(message);
            yield return message;
        }
        CheckNone(missing, unexpected);
    }
}
