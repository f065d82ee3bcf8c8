namespace Swarm.Mirrors.Checking;

/// <summary>
/// Places that references lead to, and places that pages have, gathered while pages are read and compared when all have been. Bounded: wishes that
/// are too many are taken as met, pages whose places are too many are read again.
/// </summary>
sealed class WantedAnchors
{
    const int MostWanted = 200_000;
    const int MostKnown = 2_000_000;

    readonly Dictionary<(string File, string Fragment), AnchorWish> _wanted = [];
    readonly Dictionary<string, ulong[]> _known = new(StringComparer.Ordinal);
    int _anchors;

    /// <param name="file">Where the reference leads.</param>
    /// <param name="wish">Of the first reference that wants it.</param>
    public void Want(string file, AnchorWish wish)
    {
        if (_wanted.Count == MostWanted || (_known.TryGetValue(file, out var anchors) && wish.IsAmong(anchors))) return;
        _wanted.TryAdd((file, wish.Fragment), wish);
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
        foreach (var wanted in _wanted.GroupBy(w => w.Key.File, w => w.Value, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var anchors = _known.TryGetValue(wanted.Key, out var known) ? known : read(wanted.Key);
            foreach (var wish in wanted)
                if (!wish.IsAmong(anchors)) yield return wish.Missing(wanted.Key);
        }
    }
}
