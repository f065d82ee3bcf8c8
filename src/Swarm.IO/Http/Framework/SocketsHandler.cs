using System.Net;
using System.Text;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Http.Framework;

/// <summary>The framework's handler, set up so that it adds, follows, decodes and remembers nothing.</summary>
static class SocketsHandler
{
    public static SocketsHttpHandler Create(HttpOptions options, TimeLimits limits, ProxyRules proxies, Dialer dialer) => new()
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
        PooledConnectionIdleTimeout = options.IdleConnectionLife,
        EnableMultipleHttp2Connections = true,
        ConnectCallback = (context, token) => ConnectAsync(dialer, proxies, context, token),
        PlaintextStreamFilter = TurnStream.Over,
    };

    static async ValueTask<Stream> ConnectAsync(Dialer dialer, ProxyRules proxies, SocketsHttpConnectionContext context, CancellationToken token)
    {
        var watch = (context.InitialRequestMessage as OutgoingRequest)?.Watch;
        var end = context.DnsEndPoint;
        watch?.ConnectBegins();
        try
        {
            return (await dialer.ConnectAsync(end.Host, end.Port, token)).Stream;
        }
        catch (System.Net.Sockets.SocketException e) when (proxies.Has(end))
        {
            throw HttpFailures.OfProxy(end, e);
        }
        finally
        {
            watch?.ConnectEnds();
        }
    }
}
