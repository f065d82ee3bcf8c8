using System.Globalization;

namespace Swarm.Domain.Crawling.Scoping;

/// <summary>
/// The gate by <see cref="ScopeOptions"/>. In this order: limits of the URL's form, exclude rules, the border, the depth, include rules. Seeds always pass.
/// </summary>
/// <remarks>
/// Hosts are compared as parsed, by label, never as text within a URL. Include rules say which pages belong to the crawl: of several about the same
/// (URL, type, size) one must match. They keep out no requisite of a page that is in and no sitemap; those about type and size keep out no HTML page
/// either, since pages are fetched to be read. Exclude rules hold for everything but seeds.
/// </remarks>
public sealed class Scope : IScope
{
    /// <summary>Indexes of sitemaps below one another; a site may make them up without end.</summary>
    const int MostSitemapLevels = 3;

    /// <summary>Style sheets that import one another; no browser goes far, and a site may make these up without end, too.</summary>
    const int MostRequisiteLevels = 16;

    readonly ScopeOptions _options;
    readonly PublicSuffixes? _suffixes;
    readonly SeedSites _sites;
    readonly Border _border;
    readonly Filters _filters;

    /// <param name="suffixes">For <see cref="ScopeWidth.Domain"/> alone.</param>
    /// <exception cref="FormatException">A filter is faulty, or the list of public suffixes is needed and missing; the message says which.</exception>
    public Scope(ScopeOptions options, IReadOnlyList<WebUrl> seeds, PublicSuffixes? suffixes)
        : this(options, new SeedSites(seeds), suffixes, new Filters(options))
    {
    }

    Scope(ScopeOptions options, SeedSites sites, PublicSuffixes? suffixes, Filters filters)
    {
        (_options, _sites, _suffixes, _filters) = (options, sites, suffixes, filters);
        _border = new Border(options.Width, sites, suffixes);
    }

    public Admission Judge(WebUrl url, LinkKind kind, CrawlTrace? from, long referrer)
    {
        var folded = _sites.Fold(url);
        if (from is null && kind == LinkKind.Seed) return In(folded, "a seed", CrawlTrace.Seed with { Referrer = referrer });
        var step = kind is LinkKind.Link or LinkKind.Entry ? 1 : 0;
        var level = from?.Kind == kind && kind is (LinkKind.Sitemap or LinkKind.Requisite) ? from!.Hops + 1 : 0;
        return TooDeep(kind, level) is { } deep
            ? Out(folded, deep)
            : Weigh(folded, new CrawlTrace(kind, (from?.Depth ?? 0) + step, (from?.Outside ?? 0) + step, referrer) { Hops = level });
    }

    public Admission JudgeRedirect(WebUrl target, Bundle from)
    {
        var folded = _sites.Fold(target);
        return Weigh(folded.Equals(from.Url) ? target : folded, from.Trace ?? CrawlTrace.Seed);
    }

    public IScope SpelledLike(WebUrl url) =>
        _sites.SpelledLike(url) is var sites && ReferenceEquals(sites, _sites) ? this : new Scope(_options, sites, _suffixes, _filters);

    public string? Refuses(Bundle bundle, string? contentType, long? length)
    {
        if (bundle.Trace is not { Kind: not LinkKind.Seed } trace) return null;
        var type = contentType?.Split(';')[0].Trim().ToLowerInvariant();
        return _filters.Excludes(type, length) ?? (IsFreeOfIncludes(trace.Kind) || IsPage(type) ? null : _filters.LeavesOut(type, length));
    }

    /// <param name="trace">Its Outside as it is if the URL lies beyond the border.</param>
    Admission Weigh(WebUrl url, CrawlTrace trace)
    {
        if (trace.Kind is LinkKind.Base or LinkKind.Guard) return Out(url, "it is not fetched for itself");
        if ((PathLimits.Fault(url, _options) ?? _filters.Excludes(url)) is { } refusal) return Out(url, refusal);
        var (isIn, rule) = _border.Judge(url);
        var admission = trace.Kind switch
        {
            LinkKind.Requisite => Requisite(url, trace, isIn, rule),
            LinkKind.Frame when isIn || _options.Requisites != RequisiteWidth.None => Requisite(url, trace, isIn, rule),
            LinkKind.Sitemap => isIn || _border.IsSeedsHost(url) ? In(url, rule, isIn ? trace with { Outside = 0 } : trace) : Out(url, rule),
            _ => Linked(url, trace, isIn, rule),
        };
        return admission.IsIn && !IsFreeOfIncludes(trace.Kind) && _filters.LeavesOut(url) is { } missing ? Out(url, missing) : admission;
    }

    Admission Linked(WebUrl url, CrawlTrace trace, bool isIn, string rule)
    {
        var outside = isIn ? 0 : Math.Max(1, trace.Outside);
        if (outside > _options.ExternalDepth) return Out(url, rule);
        if (trace.Depth > _options.Depth) return Out(url, string.Create(CultureInfo.InvariantCulture, $"depth {trace.Depth} is more than {_options.Depth}"));
        if (!isIn) rule = string.Create(CultureInfo.InvariantCulture, $"{outside} of {_options.ExternalDepth} links beyond the border");
        return In(url, rule, trace with { Outside = outside });
    }

    Admission Requisite(WebUrl url, CrawlTrace trace, bool isIn, string rule) => _options.Requisites switch
    {
        RequisiteWidth.None when trace.Kind == LinkKind.Requisite => Out(url, "requisites = none"),
        RequisiteWidth.SameHost when !isIn && !_border.IsSeedsHost(url) => Out(url, "requisites = same-host; " + rule),
        _ => In(url, isIn ? rule : "a requisite, wherever it lies", isIn ? trace with { Outside = 0 } : trace),
    };

    static string? TooDeep(LinkKind kind, int level) => kind switch
    {
        LinkKind.Sitemap when level > MostSitemapLevels => string.Create(CultureInfo.InvariantCulture, $"limit: sitemaps that name sitemaps, {level} deep"),
        LinkKind.Requisite when level > MostRequisiteLevels => string.Create(CultureInfo.InvariantCulture, $"limit: style sheets that import style sheets, {level} deep"),
        _ => null,
    };

    static bool IsFreeOfIncludes(LinkKind kind) => kind is LinkKind.Seed or LinkKind.Requisite or LinkKind.Frame or LinkKind.Sitemap;

    static bool IsPage(string? type) => type is "text/html" or "application/xhtml+xml";

    static Admission In(WebUrl url, string rule, CrawlTrace trace) => new(true, rule, url) { Trace = trace };

    static Admission Out(WebUrl url, string rule) => new(false, rule, url);
}
