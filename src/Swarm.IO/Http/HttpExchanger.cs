using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.IO.Http.Cookies;
using Swarm.IO.Http.Framework;
using Swarm.IO.Http.Wire;

namespace Swarm.IO.Http;

/// <summary>
/// HTTP. It follows no redirect, decodes nothing, keeps no cookies of its own accord and checks each answer's framing. What goes in the clear
/// and to no proxy is spoken on our own wire; all else (TLS, HTTP/2, proxies, a caller's client) by the framework.
/// </summary>
public sealed class HttpExchanger : IExchanger
{
    readonly WireEngine? _wire;
    readonly Lazy<FrameworkEngine> _framework;
    readonly CookieJar? _cookies;
    readonly TimeLimits _limits;
    readonly TimeProvider _time;
    readonly Watchdog _watchdog;

    /// <exception cref="InvalidDataException">A file or a proxy that the options name is no good.</exception>
    public HttpExchanger(HttpOptions options, TimeLimits limits, TimeProvider time)
        : this(theirs: null, options, limits, time)
    {
    }

    /// <summary>Over a caller's own client, with its handler's ways (redirects, proxies, decoding, TLS), and never disposed here.</summary>
    /// <exception cref="InvalidDataException">A file that the options name is no good.</exception>
    public HttpExchanger(HttpClient client, HttpOptions options, TimeLimits limits, TimeProvider time)
        : this(theirs: fields => new FrameworkEngine(client, options, fields), options, limits, time)
    {
    }

    HttpExchanger(Func<RequestFields, FrameworkEngine>? theirs, HttpOptions options, TimeLimits limits, TimeProvider time)
    {
        (_limits, _time) = (limits, time);
        _cookies = options.CookieFile is { } file ? new CookieJar(CookieFile.Parse(SettingsFile.Text(file), file), time)
            : options.Cookies ? new CookieJar([], time) : null;
        var fields = new RequestFields(options, _cookies);
        if (theirs is not null)
        {
            _framework = new(() => theirs(fields));
        }
        else
        {
            var proxies = new ProxyRules(options.Proxy, options.Environment);
            var dialer = new Dialer(options.ConnectionsPerAddress, time);
            // It takes a while to load, and many jobs never need it.
            _framework = new(() => new FrameworkEngine(options, limits, proxies, dialer, fields));
            if (options.ClientCertificate is not null || options.CaFile is not null) _ = _framework.Value;
            if (!proxies.Any && options.Version != HttpVersionChoice.Http2) _wire = new WireEngine(options, dialer, fields, time);
        }

        _watchdog = new Watchdog(time, _wire is { } wire ? wire.CloseOld : null);
    }

    public async ValueTask<IExchange> SendAsync(ExchangeRequest request, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var started = _time.GetTimestamp();
        var watch = new ActivityWatch(_limits, request.Url.Origin, started);
        var cancellation = token.UnsafeRegister(ActivityWatch.CancelIt, watch);
        _watchdog.Add(watch);
        AnswerBody? body = null;
        try
        {
            var turn = request.Spacer is { } spacer ? new SendTurn(spacer, watch, _time) : null;
            var answer = await EngineFor(request).AskAsync(request, watch, turn);
            body = answer.Body;
            var timings = new ExchangeTimings(_time.GetElapsedTime(started) - (turn?.Waited ?? TimeSpan.Zero));
            var (head, framing) = Check(request, answer, watch);
            await body.BeginAsync(framing);
            watch.BodyBegins();
            return new HttpExchange(body, head, framing.Expected, watch, _watchdog) { Timings = timings, Cancellation = cancellation };
        }
        catch (Exception e)
        {
            if (body is not null) await body.DisposeAsync();
            _watchdog.Remove(watch);
            await cancellation.DisposeAsync();
            throw HttpFailures.Of(e, watch, token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_wire is not null) await _wire.DisposeAsync();
        if (_framework.IsValueCreated) await _framework.Value.DisposeAsync();
        await _watchdog.DisposeAsync();
    }

    IHttpEngine EngineFor(ExchangeRequest request) => _wire is not null && !request.Url.Origin.IsSecure ? _wire : _framework.Value;

    (ResponseHead Head, Framing Framing) Check(ExchangeRequest request, Answer answer, ActivityWatch watch)
    {
        var framing = FramingRules.Read(request.Method, answer.Status, answer.Version, answer.Headers);
        if (framing.Fault is { } fault)
            throw new TransferException(Reason.Protocol, Stage.Head, $"the answer of {watch.Server} is refused: {fault}");
        _cookies?.Learn(request.Url, answer.Headers);
        return (new ResponseHead(answer.Status, answer.Headers, framing.Length, framing.LengthUnknown, answer.Version), framing);
    }
}
