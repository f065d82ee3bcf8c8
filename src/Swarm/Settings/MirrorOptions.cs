using Swarm.Domain.Crawling;

namespace Swarm.Settings;

/// <summary>How a site is mirrored (<c>swarm mirror</c>): what belongs to it, how it is asked for, what becomes of its links.</summary>
public sealed record MirrorOptions
{
    /// <summary>Where the machine keeps the public suffix list, as Debian does.</summary>
    public const string UsualSuffixList = "/usr/share/publicsuffix/public_suffix_list.dat";

    public ScopeOptions Scope { get; init; } = new();

    public CrawlOptions Crawl { get; init; } = new();

    public LinkStyle Links { get; init; } = LinkStyle.Relative;

    /// <summary>The public suffix list, or null: the machine's, where it has one.</summary>
    public string? PublicSuffixList { get; init; }

    /// <summary>Whom a site's owner can turn to, a URL or an address: goes into the user agent. Null: nobody is named.</summary>
    public string? Contact { get; init; }

    /// <summary>What vanished from the site goes to a trash folder below <c>.swarm</c>, after a run that is known complete.</summary>
    public bool DeleteGone { get; init; }
}

/// <summary>What becomes of the references in saved pages.</summary>
public enum LinkStyle
{
    /// <summary>They lead to the saved files, or to the absolute URL of what was not saved.</summary>
    Relative,

    /// <summary>Pages stay as they were sent.</summary>
    Keep,
}
