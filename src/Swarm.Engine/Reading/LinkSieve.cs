using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Engine.Reporting;

namespace Swarm.Engine.Reading;

/// <summary>One page's references on their way through the gate.</summary>
sealed class LinkSieve(ReaderParts parts, RecentUrls recent, StoredPage page, PageWish wish)
{
    /// <summary>Rules may name what they refused: more of them are counted as one.</summary>
    const int MostRules = 32;

    readonly HashSet<(WebUrl Url, LinkKind Kind, bool NoFollow)> _seen = [];
    readonly HashSet<WebUrl> _urls = [];
    readonly Dictionary<WebUrl, string> _refused = [];

    public List<Bundle> Passed { get; } = [];

    /// <summary>Distinct URLs.</summary>
    public int Found => _urls.Count;

    public IReadOnlyList<LinksRefused> Refused
    {
        get
        {
            var refused = new List<LinksRefused>();
            foreach (var (url, rule) in _refused)
            {
                var known = refused.FindIndex(one => one.Rule == rule);
                if (known >= 0) refused[known] = refused[known] with { Count = refused[known].Count + 1 };
                else if (refused.Count < MostRules) refused.Add(new LinksRefused(rule, 1, url));
            }

            return refused;
        }
    }

    /// <summary>What is loaded to show the page goes first: a URL that is that and a link as well may be let in as the one and not as the other.</summary>
    public void Sift(params ReadOnlySpan<IReadOnlyList<Reference>> lists)
    {
        foreach (var isShown in (ReadOnlySpan<bool>)[true, false])
            foreach (var list in lists)
                for (var i = 0; i < list.Count; i++)
                    if (list[i].Kind is LinkKind.Requisite or LinkKind.Frame == isShown) Judge(list[i]);
    }

    void Judge(Reference reference)
    {
        if (reference.Url is not { } url || reference.Kind is LinkKind.Base or LinkKind.Guard) return;
        if (!_seen.Add((url, reference.Kind, reference.NoFollow))) return;
        _urls.Add(url);
        if (recent.Has(url)) return;
        if (Wish(reference) is { } why)
        {
            _refused.TryAdd(url, why);
            return;
        }

        var admission = parts.Scope.Judge(url, reference.Kind, page.Lease.Bundle.Trace ?? CrawlTrace.Seed, page.Id);
        if (admission is { IsIn: true, Trace: { } trace }) Pass(url, admission.Url, trace);
        else _refused.TryAdd(url, admission.Rule);
    }

    void Pass(WebUrl found, WebUrl url, CrawlTrace trace)
    {
        _refused.Remove(found);
        recent.Add(found);
        if (found.Equals(url) || recent.Add(url)) Passed.Add(CrawlBundle.Of(url, trace, page.Lease.Bundle));
    }

    /// <summary>The page's own wish about a link: null where there is none, or where it is not asked.</summary>
    string? Wish(Reference reference)
    {
        if (!parts.ObeyRobots || reference.Kind is LinkKind.Requisite or LinkKind.Frame) return null;
        if (reference.NoFollow) return "rel=nofollow";
        if (wish.HasFlag(PageWish.NoFollow)) return "meta robots: nofollow";
        return page.Said is { } said && said.Wish.HasFlag(PageWish.NoFollow) ? "X-Robots-Tag: nofollow" : null;
    }
}
