using Swarm.Domain;

namespace Swarm.IO.Http;

/// <summary>How requests leave: the job's own additions to every one. Immutable; a job has one.</summary>
public sealed record HttpOptions
{
    /// <summary><c>Swarm/</c> and the program's version, unless given.</summary>
    public string UserAgent { get; init; } = "Swarm/" + Product.Version;

    /// <summary>Added to every request, where the request has no field of that name.</summary>
    public IReadOnlyList<Header> Headers { get; init; } = [];

    public HttpVersionChoice Version { get; init; } = HttpVersionChoice.Auto;

    /// <summary>Asks for content codings; what is stored is what was sent, coded.</summary>
    public bool Compressed { get; init; }

    /// <summary>The proxy of every request (<c>http://</c>, <c>https://</c>, <c>socks5://</c>); empty: none; null: the environment's.</summary>
    public string? Proxy { get; init; }

    /// <summary>Looks up <c>http_proxy</c>, <c>https_proxy</c>, <c>all_proxy</c> and <c>no_proxy</c>.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary><c>user:password</c> for the asked origins, or null.</summary>
    public string? User { get; init; }

    /// <summary>A bearer token for the asked origins, or null (RFC 6750).</summary>
    public string? Bearer { get; init; }

    /// <summary>A netrc file, or null: none is read.</summary>
    public string? NetrcFile { get; init; }

    /// <summary>A Netscape cookie file, or null; it is read and never written.</summary>
    public string? CookieFile { get; init; }

    /// <summary>Keeps what hosts set, for the job; a cookie file implies it.</summary>
    public bool Cookies { get; init; }

    /// <summary>Our certificate, PFX (<c>.pfx</c>, <c>.p12</c>) or PEM.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>Its key in PEM, where it is not in the same file.</summary>
    public string? ClientKey { get; init; }

    public string? ClientCertificatePassword { get; init; }

    /// <summary>PEM file of the authorities to trust, instead of the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>No certificate is verified.</summary>
    public bool Insecure { get; init; }

    /// <summary>Hosts whose certificates are not verified.</summary>
    public IReadOnlyList<string> InsecureHosts { get; init; } = [];

    /// <summary>
    /// Connections to one server (scheme, host, port) at once; 0 means no limit. Below an origin's concurrency, waiting for one counts as
    /// waiting for the answer.
    /// </summary>
    public int ConnectionsPerServer { get; init; }

    /// <summary>Connections to one IP address at once, whatever the host names; 0 means no limit.</summary>
    public int ConnectionsPerAddress { get; init; }

    // Where connections to an address are counted, an idle one must not stand in another's way for long.
    internal TimeSpan IdleConnectionLife => TimeSpan.FromSeconds(ConnectionsPerAddress > 0 ? 2 : 60);

    /// <summary>A response head larger than this is refused.</summary>
    public int MaxHeadKilobytes { get; init; } = 64;
}

/// <summary>The versions of HTTP that may be spoken.</summary>
public enum HttpVersionChoice
{
    /// <summary>HTTP/2 where TLS negotiates it (ALPN), else HTTP/1.1.</summary>
    Auto,

    Http11,

    /// <summary>HTTP/2 or nothing; by prior knowledge where there is no TLS (RFC 9113, section 3.3).</summary>
    Http2,
}
