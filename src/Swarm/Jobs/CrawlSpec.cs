using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Crawling.Traps;
using Swarm.Domain.Frontier;

namespace Swarm.Jobs;

/// <summary>What makes a job a crawl.</summary>
public sealed record CrawlSpec
{
    public required IReadOnlyList<WebUrl> Seeds { get; init; }

    public required IScope Scope { get; init; }

    public required CrawlOptions Options { get; init; }

    /// <summary>Finds pages' references; used by several threads.</summary>
    public required IPageReader Reader { get; init; }

    /// <summary>Ends families of pages that bring nothing new; null: nothing is ended for that.</summary>
    public NoveltyBudget? Novelty { get; init; }

    /// <summary>What earlier runs have finished is asked for again, conditionally.</summary>
    public bool Again { get; init; }

    /// <summary>Pages that earlier runs have finished, where a limit counts them.</summary>
    public long PagesBefore { get; init; }

    /// <summary>Called when the folder's lock is held, before anything in its state is changed; what it throws ends the opening.</summary>
    internal Action<IFrontier> OnOpened { get; init; } = static _ => { };
}
