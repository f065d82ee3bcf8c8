using Swarm.Domain;
using Swarm.Domain.Crawling;

namespace Swarm.Mirrors.Checking;

/// <summary>Knows why what a reference leads to was not saved.</summary>
public interface IAbsences
{
    /// <param name="file">The page that it stands in.</param>
    /// <param name="reference">That leads to the network.</param>
    /// <param name="url">Where it leads.</param>
    /// <param name="wish">What that page itself says to crawlers.</param>
    Absence Explain(string file, Reference reference, WebUrl url, PageWish wish);
}

/// <summary>Why something is not in a mirror.</summary>
/// <param name="Why">In words fit for a person.</param>
/// <param name="IsExplained">By the scope, by robots, or by the server's own answer.</param>
public readonly record struct Absence(string Why, bool IsExplained);

/// <summary>For a tree of which nothing else is known: links may lead out, what a page needs may not.</summary>
sealed class NoLedger : IAbsences
{
    public Absence Explain(string file, Reference reference, WebUrl url, PageWish wish) => reference.Kind is LinkKind.Requisite or LinkKind.Frame
        ? new Absence("it is loaded from the network", false)
        : new Absence("it leads out of the mirror", true);
}
