using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Crawling.Robots;
using Swarm.Settings;

namespace Swarm.Mirrors.Looking;

/// <summary>What a mirror of a site would come to, as far as its robots.txt, its sitemaps and its first page tell.</summary>
public sealed class SiteSurvey
{
    const int MostSitemaps = 50;
    const int MostUrls = 1_000_000;
    const int LongestSitemap = 50 << 20;
    const int LongestPage = 10 << 20;
    const int Redirects = 10;

    readonly SwarmSettings _settings;
    readonly SmallFetch _fetch;
    readonly TimeProvider _time;
    readonly IScope _scope;
    readonly HashSet<string> _known = new(StringComparer.Ordinal);
    readonly Dictionary<(string Host, bool IsIn, string Rule), long> _hosts = [];
    readonly string _agent;

    SiteSurvey(SwarmSettings settings, WebUrl seed, SmallFetch fetch, TimeProvider time)
    {
        (_settings, _fetch, _time, Seed) = (settings, fetch, time, seed);
        _scope = MirrorScope.Create(settings.Mirror.Scope, [seed], settings.Mirror.PublicSuffixList);
        _agent = settings.Http.UserAgent.Split('/', ' ')[0];
    }

    public WebUrl Seed { get; }

    public RobotsRules Robots { get; private set; } = RobotsRules.AllowAll;

    /// <summary>Each sitemap that was read with its number of entries, or why it was not.</summary>
    public List<(WebUrl Url, long Entries, string? Fault)> Sitemaps { get; } = [];

    /// <summary>What the first page answered; null: nothing.</summary>
    public int? Status { get; private set; }

    public TimeSpan Latency { get; private set; }

    /// <summary>Distinct URLs that would be fetched, as far as is known now.</summary>
    public long Urls { get; private set; }

    /// <summary>Distinct URLs by host and by the rule that lets them in or keeps them out, most first.</summary>
    public IEnumerable<(string Host, bool IsIn, string Rule, long Count)> Hosts =>
        _hosts.OrderByDescending(h => h.Value).Select(h => (h.Key.Host, h.Key.IsIn, h.Key.Rule, h.Value));

    /// <summary>Time between two requests to the site: what is set, or what its robots.txt asks for.</summary>
    public TimeSpan Spacing
    {
        get
        {
            var asked = _settings.Mirror.Crawl is { ObeyRobots: true, CrawlDelayCap: var cap } && Robots.CrawlDelay is { } delay ? delay < cap ? delay : cap : TimeSpan.Zero;
            return asked > _settings.Strategy.Delay ? asked : _settings.Strategy.Delay;
        }
    }

    /// <summary>For what is known now, at the polite rate.</summary>
    public TimeSpan Estimate
    {
        get
        {
            var each = Latency / Math.Max(1, _settings.Strategy.PerOrigin);
            return (each > Spacing ? each : Spacing) * Urls;
        }
    }

    /// <exception cref="FormatException">A rule of the scope is faulty.</exception>
    public static async Task<SiteSurvey> MakeAsync(SwarmSettings settings, WebUrl seed, TimeProvider time, CancellationToken token)
    {
        await using var fetch = new SmallFetch(settings with { Http = MirrorAgent.Named(settings) }, time);
        var plan = new SiteSurvey(settings, seed, fetch, time);
        if (settings.Mirror.Crawl.ObeyRobots || settings.Mirror.Crawl.Sitemaps)
            plan.Robots = RobotsRules.For(await RobotsLook.AskAsync(seed, fetch, time, token), plan._agent);
        await plan.ReadPageAsync(token);
        if (settings.Mirror.Crawl.Sitemaps) await plan.ReadSitemapsAsync(token);
        return plan;
    }

    async Task ReadPageAsync(CancellationToken token)
    {
        Add(Seed, LinkKind.Seed, null);
        if (!MayFetch(Seed)) return;
        var began = _time.GetTimestamp();
        var page = await _fetch.GetAsync(Seed, Redirects, LongestPage, token);
        (Status, Latency) = (page.Head.Status, _time.GetElapsedTime(began));
        var format = PageReaders.Default.FormatOf(page.ContentType, page.Url.Path.ToString());
        if (!page.IsGood || format == PageFormat.None) return;
        foreach (var reference in PageReaders.Default.Read(new PageSource(page.Url, format, page.Body, page.ContentType)).References)
            if (reference.Url is { } url && reference.Kind is not (LinkKind.Base or LinkKind.Guard)) Add(url, reference.Kind, CrawlTrace.Seed);
    }

    async Task ReadSitemapsAsync(CancellationToken token)
    {
        var open = new Queue<WebUrl>(Robots.Sitemaps.Select(text => Seed.Resolve(text)).OfType<WebUrl>());
        var seen = new HashSet<WebUrl>(open);
        while (open.TryDequeue(out var url) && Sitemaps.Count < MostSitemaps && _known.Count < MostUrls)
        {
            foreach (var further in await ReadSitemapAsync(url, token))
                if (seen.Add(further)) open.Enqueue(further);
        }
    }

    /// <summary>The sitemaps that it names.</summary>
    async Task<IReadOnlyList<WebUrl>> ReadSitemapAsync(WebUrl url, CancellationToken token)
    {
        try
        {
            var map = await _fetch.GetAsync(url, Redirects, LongestSitemap, token);
            if (!map.IsGood) return Fault(url, $"the server answered {map.Head.Status}");
            var format = PageReaders.Default.FormatOf(map.ContentType, map.Url.Path.ToString());
            var references = PageReaders.Default.Read(new PageSource(map.Url, format == PageFormat.None ? PageFormat.Feed : format, map.Body, map.ContentType)).References;
            foreach (var reference in references)
                if (reference is { Kind: LinkKind.Entry or LinkKind.Link, Url: { } entry }) Add(entry, LinkKind.Entry, CrawlTrace.Seed);
            Sitemaps.Add((url, references.Count, null));
            return [.. references.Where(r => r.Kind == LinkKind.Sitemap).Select(r => r.Url).OfType<WebUrl>()];
        }
        catch (TransferException e)
        {
            return Fault(url, e.Failure.Detail);
        }
    }

    IReadOnlyList<WebUrl> Fault(WebUrl url, string why)
    {
        Sitemaps.Add((url, 0, why));
        return [];
    }

    void Add(WebUrl url, LinkKind kind, CrawlTrace? from)
    {
        var admission = _scope.Judge(url, kind, from, 0);
        if (_known.Count >= MostUrls || !_known.Add(admission.Url.Href)) return;
        var (isIn, rule) = admission.IsIn && !MayFetch(admission.Url) ? (false, "robots.txt") : (admission.IsIn, admission.Rule);
        var key = (admission.Url.Origin.Host, isIn, rule);
        _hosts[key] = _hosts.GetValueOrDefault(key) + 1;
        if (isIn) Urls++;
    }

    /// <summary>Other hosts' robots.txt are not asked for here.</summary>
    bool MayFetch(WebUrl url) => !_settings.Mirror.Crawl.ObeyRobots || url.Origin != Seed.Origin || Robots.Judge(url).Allowed;
}
