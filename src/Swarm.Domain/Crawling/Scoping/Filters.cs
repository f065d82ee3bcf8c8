namespace Swarm.Domain.Crawling.Scoping;

/// <summary>The include and exclude rules of a crawl, by what they are about.</summary>
sealed class Filters(ScopeOptions options)
{
    readonly Filter[] _exclude = [.. options.Exclude.Select(text => new Filter(text))];
    readonly ILookup<FilterSubject, Filter> _include = options.Include.Select(text => new Filter(text)).ToLookup(f => f.Subject);

    public string? Excludes(WebUrl url)
    {
        foreach (var filter in _exclude)
            if (filter.Matches(url)) return "excluded by " + filter.Text;
        return null;
    }

    public string? Excludes(string? type, long? length)
    {
        foreach (var filter in _exclude)
            if (filter.MatchesType(type) || filter.MatchesSize(length)) return "excluded by " + filter.Text;
        return null;
    }

    public string? LeavesOut(WebUrl url) => LeavesOut(FilterSubject.Url, f => f.Matches(url));

    /// <summary>What the head does not say keeps nothing out.</summary>
    public string? LeavesOut(string? type, long? length) =>
        (type is null ? null : LeavesOut(FilterSubject.Type, f => f.MatchesType(type)))
        ?? (length is null ? null : LeavesOut(FilterSubject.Size, f => f.MatchesSize(length)));

    string? LeavesOut(FilterSubject subject, Func<Filter, bool> matches)
    {
        if (!_include.Contains(subject) || _include[subject].Any(matches)) return null;
        return $"not included: matches none of {SeedSites.Some(_include[subject].Select(f => f.Text))}";
    }
}
