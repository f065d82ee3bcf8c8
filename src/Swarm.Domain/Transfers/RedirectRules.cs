namespace Swarm.Domain.Transfers;

/// <summary>Where a redirect leads: the next request, or why it is not followed.</summary>
public readonly record struct RedirectStep(ExchangeRequest? Next, Failure? Failure);

/// <summary>
/// One hop of a redirect (RFC 9110, section 15.4; fetch.spec.whatwg.org, HTTP-redirect fetch). What may go along to another origin is an
/// allow-list: every year brings another header that should have stayed behind.
/// </summary>
public static class RedirectRules
{
    /// <summary>As many as the Fetch standard follows.</summary>
    public const int MaxHops = 20;

    static readonly HashSet<string> Crossing = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Encoding", "Accept-Language", "Cache-Control", "Content-Encoding", "Content-Language", "Content-Type",
        "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since", "Pragma", "Range", "User-Agent",
    };

    public static bool IsRedirect(int status) => status is 301 or 302 or 303 or 307 or 308;

    /// <summary>Whether a request field may go to another origin than the one it was given for.</summary>
    public static bool MayCross(string name) => Crossing.Contains(name);

    /// <summary>The next request of a redirect, after <paramref name="hops"/> of them have been followed.</summary>
    public static RedirectStep Follow(ExchangeRequest request, ResponseHead head, int hops)
    {
        if (hops >= MaxHops) return Refused(request, $"more than {MaxHops} redirects");
        if (Fault(head, out var location) is { } fault) return Refused(request, fault);
        if (request.Url.Resolve(location) is not { } target) return Refused(request, "a redirect to what is no http or https URL, or too long");
        var (from, to) = (request.Url.Origin, target.Origin);
        if (from.IsSecure && !to.IsSecure && HasSecret(request)) return Refused(request, "a redirect from https to http of a request with a secret");
        var next = WithMethod(request, head.Status);
        return new RedirectStep(from == to ? Stay(next, target) : Cross(next, target), null);
    }

    static string? Fault(ResponseHead head, out string location)
    {
        location = "";
        string? found = null;
        foreach (var header in head.Headers)
        {
            if (!header.Is("Location")) continue;
            if (found is not null && found != header.Value) return "a redirect with two locations";
            found = header.Value;
        }

        location = found ?? "";
        return found is null ? "a redirect without a location" : null;
    }

    static ExchangeRequest WithMethod(ExchangeRequest request, int status)
    {
        var becomesGet = status is 303 ? request.Method is not ("GET" or "HEAD") : status is 301 or 302 && request.Method == "POST";
        return becomesGet
            ? request with { Method = "GET", Body = null, Headers = Only(request.Headers, name => !IsOfBody(name)) }
            : request;
    }

    // Credentials that came in the URL go on within its origin, though the location does not repeat them.
    static ExchangeRequest Stay(ExchangeRequest request, WebUrl target) =>
        request.Url.UserInfo is { } user && target.UserInfo is null && request.Headers.Find("Authorization") is null
            ? request with { Url = target, Headers = [.. request.Headers, BasicAuth.Field(Uri.UnescapeDataString(user))] }
            : request with { Url = target };

    static ExchangeRequest Cross(ExchangeRequest request, WebUrl target) =>
        request with { Url = target, IsAskedOrigin = false, Address = null, Headers = Only(request.Headers, MayCross) };

    static bool HasSecret(ExchangeRequest request) =>
        request.Body is not null || (request.IsAskedOrigin && request.Url.UserInfo is not null)
        || request.Headers.Any(header => !MayCross(header.Name) && !header.Is("Referer") && !header.Is("Host"));

    static bool IsOfBody(string name) => name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);

    static IReadOnlyList<Header> Only(IReadOnlyList<Header> headers, Func<string, bool> keep) =>
        headers.All(header => keep(header.Name)) ? headers : [.. headers.Where(header => keep(header.Name))];

    static RedirectStep Refused(ExchangeRequest request, string why) =>
        new(null, new Failure(Reason.Redirect, Stage.Head, $"following {request.Url.Origin}: {why}"));
}
