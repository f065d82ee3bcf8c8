using System.Net;
using System.Text;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Http;

/// <summary>The framework's handler, set up so that it adds, follows, decodes and remembers nothing.</summary>
static class SocketsHandler
{
    public static SocketsHttpHandler Create(HttpOptions options, TimeLimits limits, TimeProvider time)
    {
        var proxies = new ProxyRules(options.Proxy, options.Environment);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            Proxy = proxies,
            UseProxy = proxies.Any,
            SslOptions = TlsRules.Options(options),
            ActivityHeadersPropagator = null,
            RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
            ConnectTimeout = limits.Connect > TimeSpan.Zero ? limits.Connect : Timeout.InfiniteTimeSpan,
            MaxConnectionsPerServer = options.ConnectionsPerServer > 0 ? options.ConnectionsPerServer : int.MaxValue,
            MaxResponseHeadersLength = options.MaxHeadKilobytes,
            // Where connections to an address are counted, an idle one must not stand in another's way for long.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(options.ConnectionsPerAddress > 0 ? 2 : 60),
            EnableMultipleHttp2Connections = true,
            ConnectCallback = new Dialer(options.ConnectionsPerAddress, proxies, time).ConnectAsync,
            PlaintextStreamFilter = TurnStream.Over,
        };
    }
}
