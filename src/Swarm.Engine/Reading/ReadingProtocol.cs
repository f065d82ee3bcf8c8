using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Frontier;
using Swarm.Engine.Reporting;

namespace Swarm.Engine.Reading;

/// <summary>Asks what a stored page refers to. Answered by one <see cref="LinksFound"/>, whatever happens.</summary>
public sealed record ReadPage(StoredPage Page, PageFormat Format);

/// <param name="Links">What passed the gate and was not found lately; the frontier may know some of it.</param>
/// <param name="Content">What tells the page from others; null where it is not one to be told.</param>
public sealed record LinksFound(StoredPage Page, IReadOnlyList<Proposal> Links, PageRead Fact, PageContent? Content);

/// <summary>A page whose file is in its place, and whose links are not yet in the frontier.</summary>
public sealed record StoredPage(Lease Lease, Outcome Outcome)
{
    public long Id => Lease.Id;

    public WebUrl Url => Outcome.FinalUrl ?? Lease.Bundle.Url;

    public PageSaid? Said { get; init; }

    public DateTimeOffset? FirstTried { get; init; }
}

/// <param name="Hash">Of all its bytes.</param>
/// <param name="Likeness">As in <see cref="PageReading.Likeness"/>.</param>
public readonly record struct PageContent(ulong Hash, ulong Likeness);
