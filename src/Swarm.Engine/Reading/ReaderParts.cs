using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Naming;
using Swarm.Domain.Writing;

namespace Swarm.Engine.Reading;

/// <summary>What every page reader of a crawl works with.</summary>
public sealed record ReaderParts
{
    public required IPageReader Reader { get; init; }

    public required IPageStore Store { get; init; }

    public required IScope Scope { get; init; }

    public required INamer Namer { get; init; }

    public required WritingOptions Writing { get; init; }

    /// <summary>Pages' wishes not to be followed are honoured.</summary>
    public bool ObeyRobots { get; init; } = true;

    /// <summary>Finds the references in <c>Link</c> fields of a response from a URL; null: they are not looked at.</summary>
    public Func<WebUrl, IReadOnlyList<string>, IReadOnlyList<Reference>>? LinkFields { get; init; }
}
