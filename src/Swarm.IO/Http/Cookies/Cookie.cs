using Swarm.Domain;

namespace Swarm.IO.Http.Cookies;

/// <summary>A cookie as it is kept (RFC 6265, section 5.3).</summary>
/// <param name="Domain">Lower case, without a leading dot.</param>
/// <param name="WithSubdomains">False: for this very host alone.</param>
/// <param name="Expires">Null: for the session.</param>
sealed record Cookie(string Domain, bool WithSubdomains, string Path, bool Secure, DateTimeOffset? Expires, string Name, string Value)
{
    /// <summary>Larger ones are refused.</summary>
    public const int MaxSize = 4096;

    public bool IsFit => Name.Length + Value.Length is > 0 and <= MaxSize && !Name.Any(char.IsControl) && !Value.Any(char.IsControl);

    public bool IsFor(WebUrl url, DateTimeOffset now) =>
        (WithSubdomains || Domain == url.Origin.Host) && (!Secure || url.Origin.IsSecure) && !(Expires <= now) && PathMatches(url.Path);

    public bool Replaces(Cookie other) => Name == other.Name && Path == other.Path && Domain == other.Domain;

    // RFC 6265, section 5.1.4
    bool PathMatches(ReadOnlySpan<char> path) =>
        path.StartsWith(Path, StringComparison.Ordinal) && (path.Length == Path.Length || Path.EndsWith('/') || path[Path.Length] == '/');
}
