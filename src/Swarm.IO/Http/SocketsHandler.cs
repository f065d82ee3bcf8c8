using System.Net;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Http;

/// <summary>The framework's handler, set up so that it adds, follows, decodes and remembers nothing.</summary>
static class SocketsHandler
{
    public static SocketsHttpHandler Create(HttpOptions options, TimeLimits limits) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = limits.Connect > TimeSpan.Zero ? limits.Connect : Timeout.InfiniteTimeSpan,
        MaxConnectionsPerServer = options.ConnectionsPerServer > 0 ? options.ConnectionsPerServer : int.MaxValue,
        MaxResponseHeadersLength = options.MaxHeadKilobytes,
        EnableMultipleHttp2Connections = true,
        ConnectCallback = new Dialer().ConnectAsync,
    };
}
