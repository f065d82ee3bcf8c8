using Swarm.Domain;

namespace Swarm.IO.Http;

/// <summary>How requests leave: the job's own additions to every one. Immutable; a job has one.</summary>
public sealed record HttpOptions
{
    /// <summary><c>Swarm/</c> and the program's version, unless given.</summary>
    public string UserAgent { get; init; } = "Swarm/" + typeof(HttpOptions).Assembly.GetName().Version?.ToString(3);

    /// <summary>Added to every request, where the request has no field of that name.</summary>
    public IReadOnlyList<Header> Headers { get; init; } = [];

    public HttpVersionChoice Version { get; init; } = HttpVersionChoice.Auto;

    /// <summary>Asks for content codings; what is stored is what was sent, coded.</summary>
    public bool Compressed { get; init; }

    /// <summary>Connections to one server (scheme, host, port) at once; 0 means no limit.</summary>
    public int ConnectionsPerServer { get; init; }

    /// <summary>Connections to one IP address at once, whatever the host names; 0 means no limit.</summary>
    public int ConnectionsPerAddress { get; init; }

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
