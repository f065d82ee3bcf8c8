using System.Diagnostics.CodeAnalysis;
using System.Text;
using Swarm.Domain.Urls;

namespace Swarm.Domain;

/// <summary>An absolute http or https URL as the URL Standard (url.spec.whatwg.org) parses and serialises it, without fragment and userinfo.</summary>
/// <remarks><see cref="System.Uri"/> rewrites and misreads URLs, so nothing here goes through it.</remarks>
public sealed class WebUrl : IEquatable<WebUrl>
{
    /// <summary>Longer ones are refused, before and after encoding: servers and proxies refuse them too.</summary>
    public const int MaxLength = 8000;

    readonly int _pathStart;
    readonly int _queryStart;
    int _hash;

    WebUrl(in UrlParts parts)
    {
        (Href, Origin, UserInfo) = (parts.Href, parts.Origin, parts.UserInfo);
        (_pathStart, _queryStart) = (parts.PathStart, parts.QueryStart);
    }

    /// <summary>The serialisation that goes on the wire, byte for byte (all ASCII).</summary>
    public string Href { get; }

    public Origin Origin { get; }

    /// <summary><c>user:password</c>, percent-encoded, or null. Never logged, named or sent elsewhere.</summary>
    public string? UserInfo { get; }

    /// <summary>From the first <c>/</c> to the query.</summary>
    public ReadOnlySpan<char> Path => Href.AsSpan(_pathStart, _queryStart - _pathStart);

    /// <summary>With its <c>?</c>, or empty.</summary>
    public ReadOnlySpan<char> Query => Href.AsSpan(_queryStart);

    /// <summary>What a request line names: path and query.</summary>
    public ReadOnlySpan<char> Target => Href.AsSpan(_pathStart);

    /// <summary>As <see cref="TryParse"/>; the exception's text holds the fault but not the URL, which may hold a password.</summary>
    /// <exception cref="FormatException">The text is no http or https URL.</exception>
    public static WebUrl Parse(string text) =>
        TryParse(text, out var url, out var fault) ? url : throw new FormatException("not a URL that can be fetched: " + fault);

    /// <summary>Parses an absolute URL; where that fails, <paramref name="fault"/> says why in words fit for a person.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out WebUrl? url, out string fault) => TryParse(text, null, out url, out fault);

    /// <summary>Resolves a reference (of a redirect, a link) against this URL; null where the result is no http or https URL.</summary>
    public WebUrl? Resolve(string reference) => TryParse(reference, this, out var url, out _) ? url : null;

    /// <summary>As <see cref="Resolve(string)"/>, for a document that is not in UTF-8: the reference's query goes out in the document's encoding.</summary>
    public WebUrl? Resolve(string reference, Encoding queryEncoding) =>
        Resolve(reference.Length > MaxLength ? reference : QueryEncoding.Apply(reference, queryEncoding));

    /// <summary>The same path and query at another's origin, with that one's credentials.</summary>
    internal WebUrl At(WebUrl site)
    {
        var shift = site._pathStart - _pathStart;
        return new WebUrl(new UrlParts(string.Concat(site.Href.AsSpan(0, site._pathStart), Target), site.Origin, site._pathStart, _queryStart + shift, site.UserInfo));
    }

    /// <summary>
    /// The same origin, without credentials, with a path and query that go on the wire byte for byte: keys of objects may hold what the URL Standard
    /// folds, such as dot segments.
    /// </summary>
    /// <param name="target">From its first <c>/</c> on, encoded: printable ASCII without space and <c>#</c>.</param>
    /// <exception cref="FormatException">It is not, or too long.</exception>
    public WebUrl WithTarget(string target)
    {
        var href = string.Concat(Href.AsSpan(0, _pathStart), target);
        if (!target.StartsWith('/') || href.Length > MaxLength || target.AsSpan().ContainsAnyExceptInRange('!', '~') || target.Contains('#'))
            throw new FormatException("no path that can be asked for: too long, or not encoded");
        var query = target.IndexOf('?');
        return new WebUrl(new UrlParts(href, Origin, _pathStart, query < 0 ? href.Length : _pathStart + query, null));
    }

    public bool Equals(WebUrl? other) => ReferenceEquals(this, other) || (other is not null && Href == other.Href);

    public override bool Equals(object? obj) => Equals(obj as WebUrl);

    /// <summary>The process's own; taken once, for a URL is looked up in many places.</summary>
    public override int GetHashCode() => _hash != 0 ? _hash : _hash = Href.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Href;

    static bool TryParse(string text, WebUrl? @base, [NotNullWhen(true)] out WebUrl? url, out string fault)
    {
        fault = CanonicalUrl.TryRead(text, out var parts) ? "" : UrlParser.Parse(text, @base, out parts) ?? "";
        url = fault.Length == 0 ? new WebUrl(parts) : null;
        return url is not null;
    }
}
