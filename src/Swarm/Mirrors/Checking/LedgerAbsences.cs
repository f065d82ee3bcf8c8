using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Crawling.Traps;

namespace Swarm.Mirrors.Checking;

/// <summary>Why something was not saved, as the mirror's own ledger, scope and last run have it.</summary>
/// <param name="places">Where URLs were saved, or why not.</param>
/// <param name="scope">The run's own.</param>
/// <param name="novelty">Which families of pages it left out.</param>
/// <param name="memory">What else is known of the run.</param>
sealed class LedgerAbsences(ISavedPlaces places, IScope scope, NoveltyBudget novelty, MirrorMemory memory) : IAbsences
{
    /// <summary>As far from the seeds as anything may be: what is refused there may have been found there.</summary>
    readonly CrawlTrace _farthest = new(LinkKind.Link, memory.Scope.Depth ?? 0, memory.Scope.ExternalDepth);

    readonly HashSet<string?> _unfollowed = [.. memory.UnfollowedUrls.Select(url => places.Find(url)?.File)];

    public Absence Explain(string file, Reference reference, WebUrl url, PageWish wish)
    {
        var kind = reference.Kind is LinkKind.Requisite or LinkKind.Frame ? reference.Kind : LinkKind.Link;
        if (places.Find(url) is { } place) return Known(place);
        if (scope.Judge(url, kind, CrawlTrace.Seed, 0) is { IsIn: false } outside) return new Absence("out of scope: " + outside.Rule, true);
        if (memory.ObeyRobots && kind == LinkKind.Link && (reference.NoFollow || wish.HasFlag(PageWish.NoFollow) || _unfollowed.Contains(file)))
            return new Absence("its page asks that it be not followed (nofollow)", true);
        if (memory.Scope.Depth is not null && scope.Judge(url, kind, _farthest, 0) is { IsIn: false } far) return new Absence("out of scope: " + far.Rule, true);
        if (kind == LinkKind.Link && novelty.Starves(url) is { } starved) return new Absence(starved, true);
        return memory.Limit is { } limit ? new Absence("the crawl ended before: " + limit, true) : new Absence("nothing says why it was not fetched", false);
    }

    Absence Known(SavedPlace place) => place switch
    {
        { Failure: { } failure } => new Absence(failure.Detail, Explanations.IsFinal(failure)),
        { File: { } file } => new Absence($"it is saved as {file}", false),
        _ => memory.Limit is { } limit ? new Absence("the crawl ended before: " + limit, true) : new Absence("it was not fetched yet", false),
    };
}
