using Swarm.Domain.Frontier;

namespace Swarm.IO.State;

/// <summary>Stores a batch of proposals: items in list order, claims in key order, since neighbours in the claims' tree share pages.</summary>
sealed class Intake(OriginTable origins, ItemTable items, ClaimTable claims, NameBook names)
{
    long[] _keys = [];
    int[] _order = [];

    /// <summary>Leases what is new, numbered from <paramref name="first"/> on; gives back whose names were taken away.</summary>
    public List<Displacement> Add(IReadOnlyList<Proposal> proposals, long first, LeaseBook book, List<Lease> leases)
    {
        var displaced = new List<Displacement>();
        for (var i = 0; i < proposals.Count; i++)
        {
            var (bundle, natural) = proposals[i];
            items.Insert(first + i, bundle, origins.Of(bundle.Url.Origin), natural);
            if (natural is not null) names.ClaimFolders(natural, displaced);
        }

        var paths = new string?[proposals.Count];
        var isNew = new bool[proposals.Count];
        foreach (var i in InKeyOrder(proposals))
        {
            isNew[i] = TryName(proposals[i], first + i, i, displaced, out paths[i]);
            if (!isNew[i]) items.Delete(first + i);
        }

        foreach (var (id, _, to) in displaced)
            if (id >= first) paths[id - first] = to;
        for (var i = 0; i < proposals.Count; i++)
        {
            if (!isNew[i]) continue;
            var bundle = proposals[i].Bundle;
            book.Add(first + i, new Held(origins.Of(bundle.Url.Origin).Id, -bundle.Priority, IsOpen: false));
            leases.Add(new Lease(first + i, bundle, 0, null, paths[i], default));
        }

        return displaced;
    }

    /// <summary>False where the bundle is known already.</summary>
    bool TryName(in Proposal proposal, long id, int index, List<Displacement> displaced, out string? path)
    {
        path = proposal.NaturalPath;
        if (path is null) return claims.TryInsert(_keys[index], -id) || names.TryClaimIdentity(id, proposal.Bundle);
        if (claims.TryInsert(_keys[index], id)) return true;
        path = names.Place(new Contender(new Item(id, proposal.Bundle, null!, path), path), isNamedLate: false, displaced);
        return path is not null;
    }

    /// <summary>Indexes by key; of equal keys the first in the list goes first.</summary>
    ReadOnlySpan<int> InKeyOrder(IReadOnlyList<Proposal> proposals)
    {
        var count = proposals.Count;
        if (_keys.Length < count) (_keys, _order) = (new long[count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            var (bundle, natural) = proposals[i];
            _keys[i] = natural is null ? NameBook.IdentityKey(Contender.IdentityOf(bundle)) : NameSeam.Key(natural);
            _order[i] = i;
        }

        var keys = _keys;
        _order.AsSpan(0, count).Sort((a, b) => keys[a] != keys[b] ? keys[a].CompareTo(keys[b]) : a.CompareTo(b));
        return _order.AsSpan(0, count);
    }
}
