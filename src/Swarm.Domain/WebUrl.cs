namespace Swarm.Domain;

/// <summary>An absolute http or https URL as the URL Standard (url.spec.whatwg.org) parses and serialises it, without fragment and userinfo.</summary>
/// <remarks><see cref="System.Uri"/> rewrites and misreads URLs, so nothing here goes through it.</remarks>
public sealed class WebUrl : IEquatable<WebUrl>
{
    WebUrl(string href, Origin origin, int pathStart, int queryStart, string? userInfo)
    {
        (Href, Origin, UserInfo) = (href, origin, userInfo);
        (_pathStart, _queryStart) = (pathStart, queryStart);
    }

    readonly int _pathStart;
    readonly int _queryStart;

    /// <summary>The serialisation that goes on the wire, byte for byte (all ASCII).</summary>
    public string Href { get; }

    public Origin Origin { get; }

    /// <summary><c>user:password</c>, percent-encoded as given, or null. Never logged, named or sent elsewhere.</summary>
    public string? UserInfo { get; }

    /// <summary>From the first <c>/</c> to the query.</summary>
    public ReadOnlySpan<char> Path => Href.AsSpan(_pathStart, _queryStart - _pathStart);

    /// <summary>With its <c>?</c>, or empty.</summary>
    public ReadOnlySpan<char> Query => Href.AsSpan(_queryStart);

    /// <summary>What a request line names: path and query.</summary>
    public ReadOnlySpan<char> Target => Href.AsSpan(_pathStart);

    public static WebUrl Parse(string text) =>
        TryParse(text, out var url, out var fault) ? url : throw new FormatException($"'{text}' is not a URL: {fault}");

    /// <summary>Parses an absolute URL; where that fails, <paramref name="fault"/> says why in words fit for a person.</summary>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WebUrl? url, out string fault)
    {
        (url, fault) = (null, "only http and https URLs can be fetched");
        var (scheme, rest) = text.StartsWith("http://", StringComparison.Ordinal) ? ("http", 7)
            : text.StartsWith("https://", StringComparison.Ordinal) ? ("https", 8) : ("", 0);
        if (rest == 0) return false;
        var fragment = text.IndexOf('#', StringComparison.Ordinal);
        if (fragment >= 0) text = text[..fragment];
        var slash = text.IndexOfAny(['/', '?'], rest);
        if (slash < 0) (slash, text) = (text.Length, text + "/");
        else if (text[slash] == '?') text = text.Insert(slash, "/");
        var authority = text[rest..slash];
        var colon = authority.LastIndexOf(':');
        var port = scheme == "https" ? 443 : 80;
        if (colon >= 0 && !int.TryParse(authority.AsSpan(colon + 1), out port)) return false;
        var query = text.IndexOf('?', StringComparison.Ordinal);
        url = new WebUrl(text, new Origin(scheme, colon < 0 ? authority : authority[..colon], port), slash, query < 0 ? text.Length : query, null);
        return true;
    }

    /// <summary>Resolves a reference (of a redirect, a link) against this URL; null where the result is no http or https URL.</summary>
    public WebUrl? Resolve(string reference) =>
        TryParse(reference, out var absolute, out _) ? absolute
        : reference.StartsWith('/') && TryParse(Origin + reference, out var rooted, out _) ? rooted : null;

    public bool Equals(WebUrl? other) => other is not null && Href == other.Href;

    public override bool Equals(object? obj) => Equals(obj as WebUrl);

    public override int GetHashCode() => Href.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Href;
}
