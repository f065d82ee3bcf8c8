using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Crawling.Traps;

namespace Swarm.Engine.Coordination;

/// <summary>What makes a job a crawl.</summary>
public sealed record CrawlParts
{
    /// <summary>Actors that read pages; a page always goes to the same one.</summary>
    public required IReadOnlyList<IActorRef> Readers { get; init; }

    /// <summary>The one that readers and transfers have too.</summary>
    public required CurrentScope Scope { get; init; }

    public required CrawlOptions Options { get; init; }

    /// <summary>Whether a file may hold references at all.</summary>
    public required Func<string?, string, PageFormat> FormatOf { get; init; }

    /// <summary>Origins that the user gave: only they are sent what the job's options add to each request (credentials, headers).</summary>
    public required Func<Swarm.Domain.Origin, bool> IsAsked { get; init; }

    /// <summary>Ends what brings nothing new; null: nothing is ended for that.</summary>
    public NoveltyBudget? Novelty { get; init; }

    /// <summary>Pages that earlier runs have finished, where <see cref="CrawlOptions.MostPages"/> counts.</summary>
    public long PagesBefore { get; init; }
}
