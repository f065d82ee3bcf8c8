using Swarm.Domain;
using Swarm.Domain.Frontier;

namespace Swarm.Engine.Coordination;

/// <summary>How many pages a crawl may have: what is begun counts until it ends as no page. Requisites and sitemaps are not counted.</summary>
sealed class PageLimit(long most, long before)
{
    readonly HashSet<long> _begun = [];
    long _done = before;

    /// <summary>Pages that may still begin.</summary>
    public long Left => most > 0 ? Math.Max(0, most - _done - _begun.Count) : long.MaxValue;

    public string Rule => $"max-pages: {most} pages are there";

    /// <summary>One that was begun before goes on.</summary>
    public bool MayBegin(Lease lease) => Left > 0 || !CrawlBundle.IsPage(lease.Bundle) || _begun.Contains(lease.Id);

    public void Begin(Lease lease)
    {
        if (most > 0 && CrawlBundle.IsPage(lease.Bundle)) _begun.Add(lease.Id);
    }

    /// <param name="outcome">Null: it goes back, and may begin anew.</param>
    /// <returns>True where another page may begin in its place.</returns>
    public bool End(Lease lease, Outcome? outcome)
    {
        var wasFull = Left == 0;
        if (!_begun.Remove(lease.Id)) return false;
        if (outcome is { IsGood: true, Kind: not OutcomeKind.Moved }) _done++;
        return wasFull && Left > 0;
    }
}
