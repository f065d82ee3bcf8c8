using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Naming;

namespace Swarm.IO.State;

/// <summary>Takes a batch of proposals in: drops what is known, names the rest.</summary>
sealed class Intake(OriginTable origins, ItemTable items, ClaimTable claims, NameBook names)
{
    /// <summary>Leases what is new, numbered from <paramref name="first"/> on; gives back whose names were taken away.</summary>
    /// <param name="onRepeat">Hears of what is known already and of the number that it has; null: nobody asks.</param>
    public List<Displacement> Add(IReadOnlyList<Proposal> proposals, long first, LeaseBook book, List<Lease> leases, Action<Bundle, long>? onRepeat)
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
        for (var i = 0; i < proposals.Count; i++)
        {
            isNew[i] = TryName(proposals[i], first + i, displaced, out paths[i], out var twin);
            if (isNew[i]) continue;
            items.Delete(first + i);
            onRepeat?.Invoke(proposals[i].Bundle, twin);
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

    /// <summary>False where the bundle is known already, as <paramref name="twin"/>.</summary>
    bool TryName(in Proposal proposal, long id, List<Displacement> displaced, out string? path, out long twin)
    {
        path = proposal.NaturalPath;
        if (path is null) return names.TryClaimIdentity(id, proposal.Bundle, out twin);
        twin = 0;
        if (claims.TryInsert(unchecked((long)NameRules.Key(path)), id)) return true;
        path = names.Place(new Contender(new Item(id, proposal.Bundle, null!, path), path), isNamedLate: false, displaced, out twin);
        return path is not null;
    }
}
