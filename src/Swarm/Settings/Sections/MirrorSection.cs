using Swarm.Domain.Crawling;

namespace Swarm.Settings.Sections;

/// <summary><c>mirror { }</c>: what belongs to a mirror, and how its site is treated.</summary>
static class MirrorSection
{
    const int Depth = 100_000;
    static readonly Choices Widths = new("host", "domain", "prefix", "any");
    static readonly Choices Requisites = new("same-host", "all", "none");
    static readonly Choices Robots = new("obey", "ignore");
    static readonly Choices Links = new("relative", "keep");

    public static MirrorOptions Read(Section s, MirrorOptions preset) => preset with
    {
        Scope = Scope(s, preset.Scope),
        Crawl = Crawl(s, preset.Crawl),
        Links = (LinkStyle)s.Choice("links", (int)preset.Links, Links),
        PublicSuffixList = s.PathOrNull("public-suffix-list", preset.PublicSuffixList),
        Contact = s.TextOrNull("contact", preset.Contact, CheckContact),
        DeleteGone = s.Flag("delete-gone", preset.DeleteGone),
    };

    static ScopeOptions Scope(Section s, ScopeOptions preset) => preset with
    {
        Width = (ScopeWidth)s.Choice("scope", (int)preset.Width, Widths),
        Include = s.Texts("included", preset.Include),
        Exclude = s.Texts("excluded", preset.Exclude),
        Depth = s.IntOrNone("depth", preset.Depth, 0, Depth),
        ExternalDepth = s.Int("external-depth", preset.ExternalDepth, 0, Depth),
        Requisites = (RequisiteWidth)s.Choice("requisites", (int)preset.Requisites, Requisites),
        LongestUrl = s.Int("longest-url", preset.LongestUrl, 32, 8000),
        MostSegments = s.Int("most-segments", preset.MostSegments, 1, 1000),
        MostRepeats = s.Int("most-repeats", preset.MostRepeats, 1, 1000),
        MostQueryKeys = s.Int("most-query-keys", preset.MostQueryKeys, 0, 1000),
    };

    static CrawlOptions Crawl(Section s, CrawlOptions preset) => preset with
    {
        ObeyRobots = s.Choice("robots", preset.ObeyRobots ? 0 : 1, Robots) == 0,
        CrawlDelayCap = s.Duration("crawl-delay-cap", preset.CrawlDelayCap),
        RobotsAge = s.Duration("robots-age", preset.RobotsAge),
        Sitemaps = s.Flag("sitemaps", preset.Sitemaps),
        MostPages = s.CountOrNone("max-pages", preset.MostPages),
        MostBytes = s.BytesOrNone("max-bytes", preset.MostBytes),
        LongestTime = s.DurationOrNone("max-time", preset.LongestTime),
        Novelty = Novelty(s.Sub("novelty"), preset.Novelty),
    };

    static NoveltyOptions Novelty(Section s, NoveltyOptions preset)
    {
        var read = preset with
        {
            Grace = s.Int("grace", preset.Grace, 0),
            Least = s.Number("least", preset.Least, 0, 1),
            Window = s.Int("window", preset.Window, 1, 100_000),
            AlikeWithin = s.Int("alike-within", preset.AlikeWithin, 0, 64),
            MostPerPrefix = s.CountOrNone("most-per-prefix", preset.MostPerPrefix),
        };
        if (read.Grace > 0 && read.Window > read.Grace)
            s.Refuse($"window ({read.Window}) is above grace ({read.Grace}): a family is judged by pages that it has", "window", "grace");
        return read;
    }

    /// <summary>It stands in a comment of a header's field.</summary>
    static void CheckContact(string contact)
    {
        if (contact.AsSpan().ContainsAny("()\\") || contact.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            throw new FormatException("a contact goes into the user agent: a URL or an address in plain ASCII, without parentheses");
    }
}
