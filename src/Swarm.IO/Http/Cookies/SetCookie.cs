using System.Globalization;
using Swarm.Domain;

namespace Swarm.IO.Http.Cookies;

/// <summary>Reads Set-Cookie (RFC 6265, section 5.2). A Domain attribute is not obeyed: such cookies stay with the host that set them.</summary>
static class SetCookie
{
    public static Cookie? Parse(string field, WebUrl url, DateTimeOffset now)
    {
        var parts = field.Split(';');
        var equals = parts[0].IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) return null;
        var cookie = new Cookie(url.Origin.Host, false, DefaultPath(url), false, null, parts[0][..equals].Trim(), parts[0][(equals + 1)..].Trim());
        foreach (var part in parts.AsSpan(1)) cookie = With(cookie, part);
        // Max-Age wins over Expires, wherever it stands (section 5.3, step 3).
        var maxAge = Array.FindLast(parts, part => Named(part, "max-age", out _));
        if (maxAge is not null && Named(maxAge, "max-age", out var age)) cookie = cookie with { Expires = After(age, now) ?? cookie.Expires };
        return cookie.IsFit && (!cookie.Secure || url.Origin.IsSecure) ? cookie : null;
    }

    static Cookie With(Cookie cookie, string part)
    {
        if (Named(part, "path", out var path)) return path.StartsWith('/') ? cookie with { Path = path } : cookie;
        if (Named(part, "expires", out var date)) return cookie with { Expires = CookieDate.Parse(date) ?? cookie.Expires };
        return Named(part, "secure", out _) ? cookie with { Secure = true } : cookie;
    }

    static bool Named(string part, string name, out string value)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        value = equals < 0 ? "" : part[(equals + 1)..].Trim();
        return (equals < 0 ? part : part[..equals]).AsSpan().Trim().Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    static DateTimeOffset? After(string seconds, DateTimeOffset now) =>
        !long.TryParse(seconds, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var age) ? null
        : age <= 0 ? DateTimeOffset.MinValue
        : now.AddSeconds(Math.Min(age, 400L * 24 * 3600));

    static string DefaultPath(WebUrl url)
    {
        var last = url.Path.LastIndexOf('/');
        return last <= 0 ? "/" : url.Path[..last].ToString();
    }
}
