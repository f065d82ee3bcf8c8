using System.Net;
using Swarm.Domain;

namespace Swarm.IO.Http.Cookies;

/// <summary>
/// One job's cookies: those of a file, matched at label boundaries, and those that hosts set meanwhile, which go back to the very same host
/// alone. Bounded; the oldest go first. Nothing is written back.
/// </summary>
sealed class CookieJar(IEnumerable<Cookie> given, TimeProvider time)
{
    public const int MaxPerHost = 50;
    public const int MaxInAll = 3000;
    public const int MaxHeader = 16 * 1024;

    readonly Lock _gate = new();
    readonly Dictionary<string, List<Cookie>> _byDomain = given.GroupBy(cookie => cookie.Domain).ToDictionary(group => group.Key, group => group.ToList());
    readonly Queue<Cookie> _set = new();

    /// <summary>The Cookie field for a request, or null.</summary>
    public string? For(WebUrl url)
    {
        var now = time.GetUtcNow();
        List<Cookie>? found = null;
        lock (_gate)
        {
            foreach (var domain in DomainsOf(url.Origin.Host))
            {
                if (!_byDomain.TryGetValue(domain, out var cookies)) continue;
                foreach (var cookie in cookies)
                    if (cookie.IsFor(url, now)) (found ??= []).Add(cookie);
            }
        }

        return found is null ? null : Joined(found);
    }

    /// <summary>Takes what an answer sets.</summary>
    public void Learn(WebUrl url, IReadOnlyList<Header> headers)
    {
        for (var i = 0; i < headers.Count; i++)
            if (headers[i].Is("Set-Cookie") && SetCookie.Parse(headers[i].Value, url, time.GetUtcNow()) is { } cookie) Keep(cookie);
    }

    void Keep(Cookie cookie)
    {
        lock (_gate)
        {
            if (!_byDomain.TryGetValue(cookie.Domain, out var cookies)) _byDomain[cookie.Domain] = cookies = [];
            cookies.RemoveAll(cookie.Replaces);
            if (cookie.Expires <= time.GetUtcNow()) return;
            cookies.Add(cookie);
            if (cookies.Count > MaxPerHost) cookies.RemoveAt(0);
            _set.Enqueue(cookie);
            if (_set.Count > MaxInAll) Drop(_set.Dequeue());
        }
    }

    void Drop(Cookie oldest)
    {
        if (!_byDomain.TryGetValue(oldest.Domain, out var cookies)) return;
        cookies.Remove(oldest);
        if (cookies.Count == 0) _byDomain.Remove(oldest.Domain);
    }

    // The host, then what lies behind each dot; an address has no parents.
    static IEnumerable<string> DomainsOf(string host)
    {
        yield return host;
        if (host.StartsWith('[') || IPAddress.TryParse(host, out _)) yield break;
        for (var dot = host.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = host.IndexOf('.', dot + 1)) yield return host[(dot + 1)..];
    }

    // Longer paths first (RFC 6265, section 5.4).
    static string Joined(List<Cookie> cookies)
    {
        var text = new System.Text.StringBuilder();
        foreach (var cookie in cookies.OrderByDescending(cookie => cookie.Path.Length))
        {
            if (text.Length + cookie.Name.Length + cookie.Value.Length + 3 > MaxHeader) break;
            text.Append(text.Length > 0 ? "; " : "").Append(cookie.Name).Append('=').Append(cookie.Value);
        }

        return text.ToString();
    }
}
