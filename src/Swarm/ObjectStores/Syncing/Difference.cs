using System.Runtime.CompilerServices;
using Swarm.Domain.Stores;

namespace Swarm.ObjectStores.Syncing;

/// <summary>A key that is in one of two trees, or in both; at least one is given.</summary>
readonly record struct TreePair(TreeEntry? Source, TreeEntry? Target);

/// <summary>Walks two trees in the order of their keys, side by side.</summary>
static class Difference
{
    public static async IAsyncEnumerable<TreePair> BetweenAsync(IAsyncEnumerable<TreeEntry> source, IAsyncEnumerable<TreeEntry> target, [EnumeratorCancellation] CancellationToken token)
    {
        await using var left = source.GetAsyncEnumerator(token);
        await using var right = target.GetAsyncEnumerator(token);
        var (hasLeft, hasRight) = (await left.MoveNextAsync(), await right.MoveNextAsync());
        while (hasLeft || hasRight)
        {
            var order = !hasLeft ? 1 : !hasRight ? -1 : KeyOrder.Instance.Compare(left.Current.Key, right.Current.Key);
            yield return new TreePair(order <= 0 ? left.Current : null, order >= 0 ? right.Current : null);
            if (order <= 0) hasLeft = await left.MoveNextAsync();
            if (order >= 0) hasRight = await right.MoveNextAsync();
        }
    }
}
