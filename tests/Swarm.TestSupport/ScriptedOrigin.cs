using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Swarm.TestSupport;

/// <summary>Plays one answer to one request.</summary>
public delegate Task OriginScript(OriginTalk talk);

/// <summary>
/// A raw server on loopback that plays scripts by path, keeps connections alive and records what it was sent.
/// With a certificate it speaks TLS.
/// </summary>
public sealed class ScriptedOrigin : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, Turns> _scripts = new(StringComparer.Ordinal);
    readonly ConcurrentQueue<OriginRequest> _requests = new();
    readonly CancellationTokenSource _stopping = new();
    readonly X509Certificate2? _certificate;
    readonly Socket _listener;
    readonly Task _accepting;
    OriginScript _otherwise = Reply.Status(404);
    int _connections, _atOnce, _mostAtOnce;

    public ScriptedOrigin(X509Certificate2? certificate = null, IPAddress? address = null)
    {
        _certificate = certificate;
        Address = address ?? IPAddress.Loopback;
        _listener = new Socket(Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(Address, 0));
        _listener.Listen(512);
        _accepting = AcceptAsync();
    }

    public IPAddress Address { get; }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Scheme, host and port, without a slash.</summary>
    public string Root => $"{(_certificate is null ? "http" : "https")}://{Address}:{Port}";

    /// <summary>All requests so far, in order of arrival.</summary>
    public IReadOnlyList<OriginRequest> Requests => [.. _requests];

    public int Connections => _connections;

    /// <summary>How long a connection waits for its TLS handshake, or null: not at all.</summary>
    public Func<TimeSpan>? SlowHandshake { get; set; }

    /// <summary>Bytes that wait in the kernel of one connection at most; null: as it sees fit.</summary>
    public int? SendBuffer { get; init; }

    /// <summary>The most requests that were being answered at one time.</summary>
    public int MostAtOnce => _mostAtOnce;

    public string Url(string target) => Root + target;

    /// <summary>Plays the scripts in turn for requests with this path (the part before the query); the last one is repeated.</summary>
    public ScriptedOrigin On(string path, params OriginScript[] scripts)
    {
        _scripts[path] = new Turns(scripts);
        return this;
    }

    /// <summary>What is played for every other path; 404 unless given.</summary>
    public ScriptedOrigin Otherwise(OriginScript script)
    {
        _otherwise = script;
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stopping.Dispose();
    }

    async Task AcceptAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                if (await AcceptOneAsync() is not { } socket) continue;
                talks.Add(Task.Run(() => ServeAsync(socket, Interlocked.Increment(ref _connections)), CancellationToken.None));
                talks.RemoveAll(talk => talk.IsCompleted);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    /// <summary>Null where a client was killed before it was let in: that ends nobody else's talk.</summary>
    async Task<Socket?> AcceptOneAsync()
    {
        try
        {
            return await _listener.AcceptAsync(_stopping.Token);
        }
        catch (SocketException) when (!_stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    async Task ServeAsync(Socket socket, int connection)
    {
        using var held = socket;
        using var cut = _stopping.Token.UnsafeRegister(static s => ((Socket)s!).Dispose(), socket);
        try
        {
            socket.NoDelay = true;
            if (SendBuffer is { } size) socket.SendBufferSize = size;
            await using var stream = await OpenAsync(socket);
            var reader = new OriginReader(stream, connection);
            while (await reader.ReadAsync(_stopping.Token) is { } request && await PlayAsync(request, socket, stream))
            {
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException
            or System.Security.Authentication.AuthenticationException)
        {
            // The client went, or the test is over: what it sent until then is recorded.
        }
    }

    async Task<Stream> OpenAsync(Socket socket)
    {
        var plain = new NetworkStream(socket);
        if (_certificate is null) return plain;
        if (SlowHandshake is { } slow) await Task.Delay(slow(), _stopping.Token);
        var secure = new SslStream(plain);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stopping.Token);
        return secure;
    }

    async Task<bool> PlayAsync(OriginRequest request, Socket socket, Stream stream)
    {
        _requests.Enqueue(request);
        RaiseTo(ref _mostAtOnce, Interlocked.Increment(ref _atOnce));
        var talk = new OriginTalk(request, socket, stream, _stopping.Token);
        try
        {
            await (_scripts.TryGetValue(request.Path, out var turns) ? turns.Next() : _otherwise)(talk);
            return !talk.IsClosed;
        }
        finally
        {
            request.Ended = Stopwatch.GetTimestamp();
            Interlocked.Decrement(ref _atOnce);
        }
    }

    static void RaiseTo(ref int most, int now)
    {
        for (var seen = most; now > seen; seen = most) Interlocked.CompareExchange(ref most, now, seen);
    }

    sealed class Turns(OriginScript[] scripts)
    {
        int _turn = -1;

        public OriginScript Next() => scripts[Math.Min(Interlocked.Increment(ref _turn), scripts.Length - 1)];
    }
}
