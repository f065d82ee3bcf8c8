namespace Swarm.IO.State;

/// <summary>What is known of a bundle in somebody's hands.</summary>
/// <param name="IsOpen">It has a row in <c>open</c> as well; without one it is fresh.</param>
readonly record struct Held(int Origin, int Rank, bool IsOpen);

/// <summary>
/// Who is leased, in memory alone: after a crash all of it is pending. Fresh ones have no row that says so; they are found again as the items
/// from <see cref="Low"/> on which neither ended nor were laid aside.
/// </summary>
sealed class LeaseBook(long low)
{
    readonly Dictionary<long, Held> _held = [];

    public int Count => _held.Count;

    /// <summary>No fresh bundle has a lower number.</summary>
    public long Low { get; private set; } = low;

    public bool Has(long id) => _held.ContainsKey(id);

    public void Add(long id, Held held) => _held.Add(id, held);

    public bool TryEnd(long id, out Held held) => _held.Remove(id, out held);

    public Held Of(long id) => _held[id];

    public void MarkOpen(long id) => _held[id] = _held[id] with { IsOpen = true };

    /// <summary>Raises <see cref="Low"/> to the first fresh bundle below <paramref name="next"/>, or to that.</summary>
    public void Advance(long next)
    {
        while (Low < next && !(_held.TryGetValue(Low, out var held) && !held.IsOpen)) Low++;
    }

    public Dictionary<int, long> CountByOrigin(Func<Held, bool> which)
    {
        var counts = new Dictionary<int, long>();
        foreach (var held in _held.Values)
            if (which(held)) counts[held.Origin] = counts.GetValueOrDefault(held.Origin) + 1;
        return counts;
    }
}
