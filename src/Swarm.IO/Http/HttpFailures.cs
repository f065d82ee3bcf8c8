using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Swarm.Domain;

namespace Swarm.IO.Http;

/// <summary>Turns the framework's exceptions into the closed list of reasons, saying what was being done to what.</summary>
static class HttpFailures
{
    const string Early = "the server closed the connection too early";

    /// <summary>What to throw: cancellation where the owner wished it, else a <see cref="TransferException"/>.</summary>
    public static Exception Of(Exception error, ActivityWatch watch, CancellationToken token)
    {
        if (error is TransferException) return error;
        if (watch.Fault is { } fault) return new TransferException(fault, error);
        if (token.IsCancellationRequested) return new OperationCanceledException("the exchange was cancelled", error, token);
        if (Find<TransferException>(error) is { } known) return new TransferException(known.Failure, error);
        var (reason, what) = Describe(error);
        var stage = StageOf(error, watch);
        return new TransferException(reason, stage, $"{Doing(stage, watch)}: {what}", error);
    }

    /// <summary>The connection was closed in good order, but too early.</summary>
    public static TransferException Short(ActivityWatch watch) =>
        new(Reason.Truncated, Stage.Body, $"{Doing(Stage.Body, watch)}: {Early}");

    public static TransferException OfProxy(DnsEndPoint proxy, SocketException error) =>
        new(Reason.Proxy, Stage.Connect, $"connecting to the proxy {proxy.Host}:{proxy.Port}: {OfSocket(error).What}", error);

    /// <summary>No connection, for better reasons than the watch's limits and the owner's wish.</summary>
    public static TransferException OfConnect(Exception error, ActivityWatch watch)
    {
        var (reason, what) = Describe(error);
        return new TransferException(reason, Stage.Connect, $"{Doing(Stage.Connect, watch)}: {what}", error);
    }

    static (Reason Reason, string What) OfSocket(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData => (Reason.Dns, "no such host"),
        SocketError.TryAgain or SocketError.NoRecovery => (Reason.Dns, "the name server does not answer"),
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => (Reason.Reset, "connection reset"),
        SocketError.ConnectionRefused => (Reason.Connect, "connection refused"),
        SocketError.TimedOut => (Reason.Timeout, "timed out"),
        _ => (Reason.Connect, Plain.Text(error.Message)),
    };

    static (Reason Reason, string What) Describe(Exception error) => Find<SocketException>(error) is { } socket
        ? OfSocket(socket)
        : Find<AuthenticationException>(error) is { } tls ? (Reason.Tls, Plain.Text(Innermost(tls).Message))
        : Find<HttpProtocolException>(error) is { } stream ? OfStream(stream)
        : error is OperationCanceledException ? (Reason.Timeout, "not made in time")
        : error is EndOfStreamException ? (Reason.Truncated, Early)
        : error is InvalidDataException ? (Reason.Protocol, Plain.Text(error.Message))
        : OfHttp(Kind(error), error);

    // RFC 9113, section 7: a stream or connection that the server gave up, against one whose rules it broke.
    static (Reason Reason, string What) OfStream(HttpProtocolException error) => error.ErrorCode switch
    {
        0 or 2 or 7 or 8 or 11 => (Reason.Reset, "stream reset"),
        _ => (Reason.Protocol, Plain.Text(error.Message)),
    };

    static (Reason Reason, string What) OfHttp(HttpRequestError kind, Exception error) => kind switch
    {
        HttpRequestError.NameResolutionError => (Reason.Dns, "the host name can't be resolved"),
        HttpRequestError.ConnectionError => (Reason.Connect, Plain.Text(Innermost(error).Message)),
        HttpRequestError.SecureConnectionError => (Reason.Tls, Plain.Text(Innermost(error).Message)),
        HttpRequestError.ProxyTunnelError or HttpRequestError.UserAuthenticationError => (Reason.Proxy, Plain.Text(Innermost(error).Message)),
        HttpRequestError.ResponseEnded => (Reason.Truncated, Early),
        HttpRequestError.ConfigurationLimitExceeded => (Reason.Protocol, "the answer's head is too large"),
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.VersionNegotiationError
            or HttpRequestError.ExtendedConnectNotSupported => (Reason.Protocol, Plain.Text(Innermost(error).Message)),
        _ => error is IOException or HttpRequestException
            ? (Reason.Reset, Plain.Text(Innermost(error).Message))
            : (Reason.Internal, Plain.Text($"{error.GetType().Name}: {error.Message}")),
    };

    static Stage StageOf(Exception error, ActivityWatch watch) =>
        watch.Stage == Stage.Body ? Stage.Body
        // Nobody cancelled and no limit of the watch has passed: it was the connector's.
        : error is OperationCanceledException || Kind(error) is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError or HttpRequestError.VersionNegotiationError
            ? Stage.Connect
            : Stage.Head;

    static string Doing(Stage stage, ActivityWatch watch) => stage switch
    {
        Stage.Connect => $"connecting to {watch.Server}",
        Stage.Body => $"reading the body from {watch.Server} after {watch.Bytes} bytes",
        _ => $"waiting for the answer of {watch.Server}",
    };

    static HttpRequestError Kind(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } request) return request.HttpRequestError;
            if (error is HttpIOException io) return io.HttpRequestError;
        }

        return HttpRequestError.Unknown;
    }

    static T? Find<T>(Exception? error)
        where T : Exception
    {
        for (; error is not null; error = error.InnerException)
            if (error is T found) return found;
        return null;
    }

    static Exception Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error;
}
