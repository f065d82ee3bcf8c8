using System.Net;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Http.Framework;

/// <summary>HTTP by the framework's sockets handler, or by a caller's client.</summary>
sealed class FrameworkEngine : IHttpEngine
{
    readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _send;
    readonly HttpMessageInvoker? _own;
    readonly SpacedSender _spaced;
    readonly RequestFields _fields;
    readonly Version _version;
    readonly HttpVersionPolicy _policy;

    public FrameworkEngine(HttpOptions options, TimeLimits limits, ProxyRules proxies, Dialer dialer, RequestFields fields)
        : this(new HttpMessageInvoker(SocketsHandler.Create(options, limits, proxies, dialer)), options, fields)
    {
    }

    public FrameworkEngine(HttpClient client, HttpOptions options, RequestFields fields)
        : this((request, token) => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), null, options, fields)
    {
    }

    FrameworkEngine(HttpMessageInvoker own, HttpOptions options, RequestFields fields)
        : this(own.SendAsync, own, options, fields)
    {
    }

    FrameworkEngine(
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send, HttpMessageInvoker? own, HttpOptions options, RequestFields fields)
    {
        (_send, _own, _fields) = (send, own, fields);
        _spaced = new SpacedSender(send, ownsConnections: own is not null);
        _version = options.Version == HttpVersionChoice.Http11 ? HttpVersion.Version11 : HttpVersion.Version20;
        _policy = options.Version == HttpVersionChoice.Http2 ? HttpVersionPolicy.RequestVersionExact : HttpVersionPolicy.RequestVersionOrLower;
    }

    public async ValueTask<Answer> AskAsync(ExchangeRequest request, ActivityWatch watch, SendTurn? turn)
    {
        var outgoing = new OutgoingRequest(request, watch) { Version = _version, VersionPolicy = _policy };
        _fields.Write(request, outgoing);
        var response = turn is null ? await _send(outgoing, watch.Token) : await _spaced.SendAsync(outgoing, turn, watch.Token);
        return new Answer((int)response.StatusCode, response.Version, ResponseFields.Of(response), new FrameworkBody(response, watch));
    }

    public ValueTask DisposeAsync()
    {
        _own?.Dispose();
        return default;
    }
}
