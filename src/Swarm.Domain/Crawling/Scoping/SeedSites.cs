using System.Globalization;

namespace Swarm.Domain.Crawling.Scoping;

/// <summary>The seeds by host: <c>www.</c>, a trailing dot and the scheme make no other site, another port does. Immutable.</summary>
sealed class SeedSites
{
    const int MostNamed = 3;

    readonly Dictionary<string, SeedSite> _sites;
    readonly Dictionary<string, SeedSite>.AlternateLookup<ReadOnlySpan<char>> _byHost;

    public SeedSites(IReadOnlyList<WebUrl> seeds)
        : this(new Dictionary<string, SeedSite>(StringComparer.Ordinal))
    {
        foreach (var seed in seeds)
        {
            var key = Key(seed.Origin).ToString();
            if (!_sites.TryGetValue(key, out var site)) _sites.Add(key, site = new SeedSite(seed, []));
            site.Folders.Add(Folder(seed));
        }
    }

    SeedSites(Dictionary<string, SeedSite> sites)
    {
        _sites = sites;
        _byHost = sites.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IEnumerable<WebUrl> Seeds => _sites.Values.Select(site => site.Spelling);

    public SeedSite? Find(WebUrl url) => _byHost.TryGetValue(Key(url.Origin), out var site) ? site : null;

    /// <summary>The URL with scheme and host spelled as its seed's; the first seed of a host decides.</summary>
    public WebUrl Fold(WebUrl url)
    {
        if (!url.Origin.HasDefaultPort || Find(url) is not { } site || site.Spelling.Origin == url.Origin) return url;
        return url.At(site.Spelling);
    }

    public SeedSites SpelledLike(WebUrl url)
    {
        if (!url.Origin.HasDefaultPort || Find(url) is not { } site || site.Spelling.Origin == url.Origin) return this;
        return new SeedSites(new Dictionary<string, SeedSite>(_sites, StringComparer.Ordinal) { [Key(url.Origin).ToString()] = site with { Spelling = url } });
    }

    /// <summary>The first few of some names, for a rule's text.</summary>
    public static string Some(IEnumerable<string> names)
    {
        var some = names.Distinct(StringComparer.Ordinal).Take(MostNamed + 1).ToList();
        return string.Join(", ", some.Take(MostNamed)) + (some.Count > MostNamed ? ", …" : "");
    }

    public static string Name(Origin origin) =>
        origin.HasDefaultPort ? origin.Host : string.Create(CultureInfo.InvariantCulture, $"{origin.Host}:{origin.Port}");

    static ReadOnlySpan<char> Key(Origin origin)
    {
        ReadOnlySpan<char> host = origin.Host;
        if (host[^1] == '.') host = host[..^1];
        if (host.StartsWith("www.") && host[4..].Contains('.')) host = host[4..];
        return origin.HasDefaultPort ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{origin.Port}");
    }

    static string Folder(WebUrl seed) => seed.Path[..(seed.Path.LastIndexOf('/') + 1)].ToString();
}

/// <summary>A host that seeds stand on.</summary>
/// <param name="Spelling">A URL of it, whose scheme and host its URLs get.</param>
/// <param name="Folders">The seeds' paths up to their last slash.</param>
sealed record SeedSite(WebUrl Spelling, List<string> Folders)
{
    /// <summary>The folder itself counts without its slash as well.</summary>
    public bool IsBelowFolder(ReadOnlySpan<char> path)
    {
        foreach (var folder in Folders)
            if (path.StartsWith(folder) || (path.Length == folder.Length - 1 && folder.AsSpan().StartsWith(path))) return true;
        return false;
    }
}
