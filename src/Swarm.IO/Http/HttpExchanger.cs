using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.IO.Http.Cookies;

namespace Swarm.IO.Http;

/// <summary>
/// HTTP by the framework's sockets handler. It follows no redirect, decodes nothing, keeps no cookies of its own accord and checks the
/// framing itself, since the framework forgives what must not be forgiven.
/// </summary>
public sealed class HttpExchanger : IExchanger
{
    readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _send;
    readonly HttpMessageInvoker? _own;
    readonly SpacedSender _spaced;
    readonly CookieJar? _cookies;
    readonly RequestWriter _writer;
    readonly TimeLimits _limits;
    readonly TimeProvider _time;
    readonly Watchdog _watchdog;

    /// <exception cref="InvalidDataException">A file or a proxy that the options name is no good.</exception>
    public HttpExchanger(HttpOptions options, TimeLimits limits, TimeProvider time)
        : this(SocketsHandler.Create(options, limits, time), options, limits, time)
    {
    }

    internal HttpExchanger(SocketsHttpHandler handler, HttpOptions options, TimeLimits limits, TimeProvider time)
        : this(new HttpMessageInvoker(handler), null, options, limits, time)
    {
    }

    /// <summary>Over a caller's own client, with its handler's ways (redirects, proxies, decoding, TLS), and never disposed here.</summary>
    /// <exception cref="InvalidDataException">A file that the options name is no good.</exception>
    public HttpExchanger(HttpClient client, HttpOptions options, TimeLimits limits, TimeProvider time)
        : this(null, client, options, limits, time)
    {
    }

    HttpExchanger(HttpMessageInvoker? own, HttpClient? theirs, HttpOptions options, TimeLimits limits, TimeProvider time)
    {
        _own = own;
        _send = own is not null ? own.SendAsync : (request, token) => theirs!.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
        _spaced = new SpacedSender(_send, ownsConnections: own is not null);
        _cookies = options.CookieFile is { } file ? new CookieJar(CookieFile.Parse(SettingsFile.Text(file), file), time)
            : options.Cookies ? new CookieJar([], time) : null;
        _writer = new RequestWriter(options, _cookies);
        (_limits, _time) = (limits, time);
        _watchdog = new Watchdog(time);
    }

    public async ValueTask<IExchange> SendAsync(ExchangeRequest request, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var started = _time.GetTimestamp();
        var watch = new ActivityWatch(_limits, request.Url.Origin, started);
        var outgoing = _writer.Write(request, watch);
        var cancellation = token.UnsafeRegister(ActivityWatch.CancelIt, watch);
        _watchdog.Add(watch);
        HttpResponseMessage? response = null;
        try
        {
            var turn = request.Spacer is { } spacer ? new SendTurn(spacer, watch, _time) : null;
            response = turn is null ? await _send(outgoing, watch.Token) : await _spaced.SendAsync(outgoing, turn, watch.Token);
            var timings = new ExchangeTimings(_time.GetElapsedTime(started) - (turn?.Waited ?? TimeSpan.Zero));
            return await OpenAsync(request, response, watch, timings, cancellation);
        }
        catch (Exception e)
        {
            response?.Dispose();
            _watchdog.Remove(watch);
            await cancellation.DisposeAsync();
            throw HttpFailures.Of(e, watch, token);
        }
    }

    public ValueTask DisposeAsync()
    {
        _own?.Dispose();
        return _watchdog.DisposeAsync();
    }

    async ValueTask<HttpExchange> OpenAsync(
        ExchangeRequest request, HttpResponseMessage response, ActivityWatch watch, ExchangeTimings timings, CancellationTokenRegistration cancellation)
    {
        var headers = ResponseFields.Of(response);
        var framing = FramingRules.Read(request.Method, (int)response.StatusCode, response.Version, headers);
        if (framing.Fault is { } fault)
            throw new TransferException(Reason.Protocol, Stage.Head, $"the answer of {watch.Server} is refused: {fault}");
        _cookies?.Learn(request.Url, headers);
        var head = new ResponseHead((int)response.StatusCode, headers, framing.Length, framing.LengthUnknown, response.Version);
        var body = await response.Content.ReadAsStreamAsync(watch.Token);
        watch.BodyBegins();
        return new HttpExchange(response, body, head, framing.Expected, watch, _watchdog) { Timings = timings, Cancellation = cancellation };
    }
}
