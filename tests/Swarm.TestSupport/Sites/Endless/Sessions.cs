using System.Globalization;

namespace Swarm.TestSupport.Sites.Endless;

/// <summary>Forty pages whose links hold a session id that is new with every answer.</summary>
sealed class Sessions(int seed)
{
    const int Pages = 40;
    readonly Random _chance = new(seed);

    /// <summary><c>/s/ID/page/7</c>.</summary>
    public SiteAnswer InPath(string target) => Answer(target, (page, id) => $"/s/{id}/page/{page}");

    /// <summary><c>/page/7?sid=ID</c>.</summary>
    public SiteAnswer InQuery(string target) => Answer(target, (page, id) => $"/page/{page}?sid={id}");

    SiteAnswer Answer(string target, Func<int, string, string> link)
    {
        if (target == "/robots.txt") return SiteAnswer.Status(404);
        var path = target.Split('?')[0];
        var page = int.TryParse(path.AsSpan(path.LastIndexOf('/') + 1), CultureInfo.InvariantCulture, out var n) ? n % Pages : 0;
        string id;
        lock (_chance) id = _chance.NextInt64().ToString("x16", CultureInfo.InvariantCulture);
        var links = string.Concat(Enumerable.Range(1, 5).Select(i => $"<a href=\"{link((page + (i * i)) % Pages, id)}\">{i}</a> "));
        return EndlessSites.Page($"Article {page}", $"<p>{Words.Text(new Random(page), 300)}</p>{links}");
    }
}
