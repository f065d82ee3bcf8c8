using Swarm.Domain;
using Swarm.Domain.Crawling;

namespace Swarm.Engine;

/// <summary>A crawl's gate as it is just now: a seed that redirects to an alias of its host tells how that host spells itself. Thread-safe.</summary>
public sealed class CurrentScope(IScope first) : IScope
{
    volatile IScope _now = first;

    /// <summary>From now on URLs of this one's host are spelled like it, where it is an alias of a seed's.</summary>
    public void Spell(WebUrl url) => _now = _now.SpelledLike(url);

    public IScope SpelledLike(WebUrl url) => _now.SpelledLike(url);

    public Admission Judge(WebUrl url, LinkKind kind, CrawlTrace? from, long referrer) => _now.Judge(url, kind, from, referrer);

    public Admission JudgeRedirect(WebUrl target, Bundle from) => _now.JudgeRedirect(target, from);

    public string? Refuses(Bundle bundle, string? contentType, long? length) => _now.Refuses(bundle, contentType, length);
}
