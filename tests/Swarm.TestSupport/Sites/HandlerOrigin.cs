using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Swarm.TestSupport.Sites;

/// <summary>What answers a request: its target and its head as sent, the stream to answer on.</summary>
public delegate ValueTask OriginHandler(string target, string head, Stream answer, CancellationToken token);

/// <summary>A quick server on loopback for sites that are made up as they are asked for. It keeps connections alive and every target, no more.</summary>
public sealed class HandlerOrigin : IAsyncDisposable
{
    readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    readonly CancellationTokenSource _stopping = new();
    readonly ConcurrentQueue<string> _targets = new();
    readonly OriginHandler _handler;
    readonly Task _accepting;

    public HandlerOrigin(OriginHandler handler)
    {
        _handler = handler;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        _accepting = AcceptAsync();
    }

    /// <summary>Answers with what is made of a target alone.</summary>
    public HandlerOrigin(Func<string, SiteAnswer> answer)
        : this((target, _, stream, token) => stream.WriteAsync(answer(target).Wire, token))
    {
    }

    /// <summary>Scheme, host and port, without a slash.</summary>
    public string Root => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}");

    /// <summary>All targets asked for, in the order of their arrival.</summary>
    public IReadOnlyCollection<string> Targets => _targets;

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
                var socket = await _listener.AcceptAsync(_stopping.Token);
                talks.Add(Task.Run(() => ServeAsync(socket), CancellationToken.None));
                talks.RemoveAll(t => t.IsCompleted);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    async Task ServeAsync(Socket socket)
    {
        using var held = socket;
        using var cut = _stopping.Token.UnsafeRegister(static s => ((Socket)s!).Dispose(), socket);
        socket.NoDelay = true;
        try
        {
            await using var stream = new NetworkStream(socket);
            var (buffer, filled) = (new byte[32 << 10], 0);
            while (true)
            {
                int end;
                while ((end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
                {
                    if (await stream.ReadAsync(buffer.AsMemory(filled), _stopping.Token) is not (> 0 and var read)) return;
                    filled += read;
                }

                var head = Encoding.Latin1.GetString(buffer, 0, end);
                buffer.AsSpan(end + 4, filled -= end + 4).CopyTo(buffer);
                var target = head.Split(' ', 3)[1];
                _targets.Enqueue(target);
                await _handler(target, head, stream, _stopping.Token);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client went, or the test is over.
        }
    }
}

/// <summary>A whole answer, ready for the wire.</summary>
public readonly record struct SiteAnswer(byte[] Wire)
{
    public static SiteAnswer Html(string body) => Of("text/html; charset=utf-8", Encoding.UTF8.GetBytes(body));

    public static SiteAnswer Of(string type, byte[] body) =>
        new([.. Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n"), .. body]);

    public static SiteAnswer Status(int status, params string[] fields) =>
        new(Encoding.Latin1.GetBytes($"HTTP/1.1 {status} Status\r\nContent-Length: 0\r\n{string.Concat(fields.Select(f => f + "\r\n"))}\r\n"));
}
