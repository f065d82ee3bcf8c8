using System.Net;

namespace Swarm.IO.Http;

/// <summary>Which proxy a URL goes through: one given for all, or those of the environment, as curl reads them.</summary>
sealed class ProxyRules : IWebProxy
{
    readonly Uri? _http;
    readonly Uri? _https;
    readonly string[] _direct;

    /// <param name="given">A proxy for every URL; empty for none at all; null for the environment's.</param>
    /// <param name="environment">Looks a variable up.</param>
    /// <exception cref="InvalidDataException">A proxy that is none.</exception>
    public ProxyRules(string? given, Func<string, string?> environment)
    {
        string? Variable(string name) => environment(name) is { Length: > 0 } lower ? lower : environment(name.ToUpperInvariant());
        // HTTP_PROXY in capitals can be set by a request's field where a server runs us (CGI, "httpoxy").
        _http = Parse(given ?? environment("http_proxy") ?? Variable("all_proxy"));
        _https = Parse(given ?? Variable("https_proxy") ?? Variable("all_proxy"));
        var direct = given is null ? Variable("no_proxy") : null;
        _direct = direct?.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        Credentials = new ProxyCredentials(_http, _https);
    }

    public ICredentials? Credentials { get; set; }

    /// <summary>False where no URL goes through a proxy.</summary>
    public bool Any => _http is not null || _https is not null;

    public bool Has(DnsEndPoint end) => Is(_http, end) || Is(_https, end);

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : destination.Scheme == Uri.UriSchemeHttps ? _https : _http;

    public bool IsBypassed(Uri host) => Array.Exists(_direct, rule => Bypasses(rule, host.IdnHost, host.Port));

    // "*", a host with all below it (a leading dot means the same), an address, a network, each with a port or without.
    static bool Bypasses(string rule, string host, int port)
    {
        if (rule == "*") return true;
        if (IPNetwork.TryParse(rule, out var network) && IPAddress.TryParse(host, out var address)) return network.Contains(address);
        var colon = rule.LastIndexOf(':');
        if (colon > 0 && rule.IndexOf(':', StringComparison.Ordinal) == colon)
        {
            if (rule[(colon + 1)..] != port.ToString(System.Globalization.CultureInfo.InvariantCulture)) return false;
            rule = rule[..colon];
        }

        rule = rule.Trim('.', '[', ']');
        return host.EndsWith(rule, StringComparison.OrdinalIgnoreCase) && (host.Length == rule.Length || host[^(rule.Length + 1)] == '.');
    }

    static bool Is(Uri? proxy, DnsEndPoint end) => proxy is not null && proxy.Port == end.Port && proxy.IdnHost == end.Host;

    static Uri? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var full = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        full = full.StartsWith("socks5h:", StringComparison.OrdinalIgnoreCase) ? "socks5" + full[7..] : full; // names are resolved there either way
        return Uri.TryCreate(full, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "socks4" or "socks4a" or "socks5"
            ? uri
            : throw new InvalidDataException("not a proxy: needs http://, https:// or socks5:// with host and port"); // may hold a password: not quoted
    }

    sealed class ProxyCredentials(params Uri?[] proxies) : ICredentials
    {
        public NetworkCredential? GetCredential(Uri uri, string authType)
        {
            var user = Array.Find(proxies, proxy => proxy is not null && proxy.Host == uri.Host && proxy.Port == uri.Port)?.UserInfo;
            if (string.IsNullOrEmpty(user)) return null;
            var parts = user.Split(':', 2);
            return new NetworkCredential(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? ""));
        }
    }
}
