using Swarm.Domain;
using Swarm.Domain.Crawling.Traps;
using Swarm.Domain.Frontier;
using Swarm.Engine.Reading;
using Swarm.Engine.Reporting;

namespace Swarm.Engine.Coordination;

/// <summary>Keeps pages out whose family brings nothing new: links before they are stored, and what was stored before that was known.</summary>
/// <param name="budget">Null: nothing is kept out.</param>
sealed class NoveltyGate(NoveltyBudget? budget)
{
    public void Saw(LinksFound found)
    {
        if (found.Content is { } content) budget?.Saw(found.Page.Lease.Bundle.Url, content.Hash, content.Likeness);
    }

    /// <summary>The links that are wanted; of the others the fact is told.</summary>
    public IReadOnlyList<Proposal> Sift(IReadOnlyList<Proposal> links, Action<LinksStarved> tell)
    {
        if (budget is null) return links;
        var starved = links.Select(l => (Why: Starves(l.Bundle), l.Bundle.Url)).Where(l => l.Why is not null).ToLookup(l => l.Why!, l => l.Url, StringComparer.Ordinal);
        if (starved.Count == 0) return links;
        foreach (var family in starved) tell(new LinksStarved(family.Key, family.Count(), family.First()));
        return [.. links.Where(l => Starves(l.Bundle) is null)];
    }

    /// <summary>Why a bundle that was stored is not wanted any more, or null.</summary>
    public Failure? Refusal(Bundle bundle) => Starves(bundle) is { } why ? new Failure(Reason.Scope, Stage.List, why) { IsFinal = true } : null;

    string? Starves(Bundle bundle) =>
        budget is not null && bundle.Trace is { Kind: not LinkKind.Seed } && CrawlBundle.IsPage(bundle) ? budget.Starves(bundle.Url) : null;
}
