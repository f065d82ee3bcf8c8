using Swarm.Engine.Reporting;

namespace Swarm.Mirrors;

/// <summary>Notes what of a crawl neither its ledger nor its tree tells: families of pages that were starved, limits that kept links out, and pages whose response asked not to be followed. Bounded.</summary>
sealed class CrawlNotes(IReadOnlyList<string> starved, IReadOnlyList<string> unfollowed) : IJobObserver
{
    const int MostFamilies = 100;
    const int MostPages = 10_000;
    const int MostLimits = 100;
    const string OfHeader = "X-Robots-Tag";
    const string OfLimit = "limit: ";

    readonly Lock _lock = new();
    readonly List<string> _starved = [.. starved];
    readonly Dictionary<string, long> _limits = new(StringComparer.Ordinal);
    readonly HashSet<string> _unfollowed = new(unfollowed, StringComparer.Ordinal);

    /// <summary>In words fit for a person.</summary>
    public IReadOnlyList<string> Starved
    {
        get
        {
            lock (_lock) return [.. _starved];
        }
    }

    /// <summary>Limits that kept links out in this run, each in words fit for a person, with how many: the one that kept out most first.</summary>
    public IReadOnlyList<(string Limit, long Links)> Limits
    {
        get
        {
            lock (_lock) return [.. _limits.OrderByDescending(l => l.Value).ThenBy(l => l.Key, StringComparer.Ordinal).Select(l => (l.Key, l.Value))];
        }
    }

    /// <summary>Pages' URLs.</summary>
    public IReadOnlyList<string> Unfollowed
    {
        get
        {
            lock (_lock) return [.. _unfollowed.Order(StringComparer.Ordinal)];
        }
    }

    public void OnFact(JobFact fact)
    {
        switch (fact)
        {
            case LinksStarved starved: Note(starved); break;
            case PageRead read: Note(read); break;
        }
    }

    void Note(LinksStarved starved)
    {
        lock (_lock)
            if (_starved.Count < MostFamilies && !_starved.Contains(starved.Why)) _starved.Add(starved.Why);
    }

    void Note(PageRead read)
    {
        var asks = read.Refused.Any(refused => refused.Rule.StartsWith(OfHeader, StringComparison.Ordinal));
        lock (_lock)
        {
            if (!asks) _unfollowed.Remove(read.Url.Href);
            else if (_unfollowed.Count < MostPages) _unfollowed.Add(read.Url.Href);
            foreach (var refused in read.Refused)
                if (refused.Rule.StartsWith(OfLimit, StringComparison.Ordinal)) Count(refused.Rule[OfLimit.Length..], refused.Count);
        }
    }

    void Count(string limit, int more)
    {
        if (_limits.TryGetValue(limit, out var links) || _limits.Count < MostLimits) _limits[limit] = links + more;
    }
}
