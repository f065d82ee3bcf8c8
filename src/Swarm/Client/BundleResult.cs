using Swarm.Domain;

namespace Swarm;

/// <summary>How one item ended: the caller's own object comes back with it.</summary>
/// <param name="Item">The object that was handed in.</param>
/// <param name="Bundle">What was asked for, as the map gave it; null where the item could not be mapped to a URL.</param>
/// <param name="Outcome">The end: never an exception.</param>
public sealed record BundleResult<T>(T Item, Bundle? Bundle, Outcome Outcome)
{
    /// <summary>The file is there and verified (or, with <c>Discard</c>, was).</summary>
    public bool IsGood => Outcome.IsGood;
}
