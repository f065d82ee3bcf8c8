using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Naming;

namespace Swarm.IO.State;

/// <summary>A bundle that wants a name: its natural one, or, having lost that, the next of its own alternatives.</summary>
sealed record Contender(long Id, string Identity, string Natural, string Path)
{
    public Contender(Item item, string natural)
        : this(item.Id, IdentityOf(item.Bundle), natural, natural)
    {
    }

    /// <summary>Two bundles of one identity are one.</summary>
    public static string IdentityOf(Bundle bundle)
    {
        // An address is what it is, also where its URL comes back folded from the state.
        var subject = bundle.Address?.ToString() ?? bundle.Url.Href;
        if (bundle is { Method: "GET", Body: null, Range: null, Out: null }) return subject;
        var body = bundle.Body is null ? "" : Convert.ToHexString(SHA256.HashData(bundle.Body));
        var whole = $"{subject}\n{bundle.Method}\n{body}\n{bundle.Out}";
        return bundle.Range is { } range ? $"{whole}\n{range}" : whole;
    }

    public Contender Next() => this with { Path = NameRules.Alternative(Path, Identity) };

    /// <summary>
    /// A strict order, from what the two are alone. So asking in turn, with the loser going on to its next name, ends in the same
    /// place whatever the order of arrival (Gale and Shapley's deferred acceptance).
    /// </summary>
    public bool Beats(Contender other) => NameRules.Wins(Identity, other.Identity);
}
