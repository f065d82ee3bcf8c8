namespace Swarm.Domain.Crawling.Scoping;

/// <summary>Where a scope's width ends, with the words for it.</summary>
sealed class Border
{
    const string NoSuffixes = "scope = domain needs a public suffix list, to tell example.co.uk from co.uk: install the package publicsuffix "
        + "(/usr/share/publicsuffix/public_suffix_list.dat), or save https://publicsuffix.org/list/public_suffix_list.dat and name that file";

    readonly ScopeWidth _width;
    readonly SeedSites _sites;
    readonly PublicSuffixes? _suffixes;
    readonly HashSet<string> _domains = [];
    readonly string _inside;
    readonly string _outside;

    public Border(ScopeWidth width, SeedSites sites, PublicSuffixes? suffixes)
    {
        (_width, _sites, _suffixes) = (width, sites, suffixes);
        if (width == ScopeWidth.Domain)
            foreach (var seed in sites.Seeds)
                if ((suffixes ?? throw new FormatException(NoSuffixes)).RegistrableDomain(seed.Origin.Host) is { } domain) _domains.Add(domain);

        var hosts = SeedSites.Some(sites.Seeds.Select(s => SeedSites.Name(s.Origin)));
        (_inside, _outside) = width switch
        {
            ScopeWidth.Domain => ("domain: below a seed's", $"is not below one of the seeds' domains ({Domains(sites)})"),
            ScopeWidth.Prefix => ("prefix: below a seed's folder", $"is not below one of the seeds' folders ({Folders(sites)})"),
            ScopeWidth.Any => ("any host", ""),
            _ => ("host: one of the seeds'", $"is not one of the seeds' hosts ({hosts})"),
        };
    }

    /// <summary>Whether a URL lies within, and the rule that says so.</summary>
    public (bool IsIn, string Rule) Judge(WebUrl url)
    {
        var site = _sites.Find(url);
        var isIn = _width switch
        {
            ScopeWidth.Any => true,
            ScopeWidth.Domain => site is not null || (_suffixes!.RegistrableDomain(url.Origin.Host) is { } domain && _domains.Contains(domain)),
            ScopeWidth.Prefix => site is not null && site.IsBelowFolder(url.Path),
            _ => site is not null,
        };
        return (isIn, isIn ? _inside : Outside(url));
    }

    public bool IsSeedsHost(WebUrl url) => _sites.Find(url) is not null;

    string Outside(WebUrl url) => _width switch
    {
        ScopeWidth.Prefix => $"prefix: {url.Href} {_outside}",
        ScopeWidth.Domain => $"domain: {SeedSites.Name(url.Origin)} {_outside}",
        _ => $"host: {SeedSites.Name(url.Origin)} {_outside}",
    };

    string Domains(SeedSites sites) =>
        SeedSites.Some(_domains.Concat(sites.Seeds.Select(s => s.Origin).Where(o => _suffixes!.RegistrableDomain(o.Host) is null).Select(SeedSites.Name)));

    static string Folders(SeedSites sites) =>
        SeedSites.Some(sites.Seeds.SelectMany(seed => sites.Find(seed)!.Folders.Select(folder => seed.Origin + folder)));
}
