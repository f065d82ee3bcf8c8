namespace Swarm.Mirrors.Checking;

/// <summary>
/// Places that references lead to, and places that pages have, gathered while pages are read and compared when all have been. Bounded: wishes that
/// are too many are taken as met, pages whose places are too many are read again.
/// </summary>
sealed class WantedAnchors
{
    const int MostWanted = 200_000;
    const int MostKnown = 2_000_000;

    readonly SortedDictionary<string, Dictionary<string, AnchorWish>> _wanted = new(StringComparer.Ordinal);
    readonly Dictionary<string, ulong[]> _known = new(StringComparer.Ordinal);
    int _wishes;
    int _anchors;

    /// <param name="file">Where the reference leads.</param>
    /// <param name="wish">Of the first reference that wants it.</param>
    public void Want(string file, AnchorWish wish)
    {
        if (_wishes == MostWanted) return;
        if (!_wanted.TryGetValue(file, out var wishes)) _wanted.Add(file, wishes = new(StringComparer.Ordinal));
        if (wishes.TryAdd(wish.Fragment, wish)) _wishes++;
    }

    /// <summary>A page has these places.</summary>
    public void Has(string file, ulong[] anchors)
    {
        if (_anchors > MostKnown) return;
        _anchors += anchors.Length + 4;
        _known[file] = anchors;
    }

    /// <param name="read">Reads a page's places, where they are not known any more.</param>
    public IEnumerable<Finding> Missing(Func<string, ulong[]> read)
    {
        foreach (var (file, wishes) in _wanted)
        {
            var anchors = _known.TryGetValue(file, out var known) ? known : read(file);
            foreach (var wish in wishes.Values)
                if (!wish.IsAmong(anchors)) yield return wish.Missing;
        }
    }
}
