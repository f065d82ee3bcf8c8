using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Swarm.TestSupport.Servers;

/// <summary>Stands before a server on loopback, passes every byte on and counts those that clients send.</summary>
public sealed class CountingRelay : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly int _target;
    readonly Task _accepting;
    long _received;

    /// <param name="target">The port behind it.</param>
    public CountingRelay(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Scheme, address and port, without a slash.</summary>
    public string Root => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Bytes from clients so far, heads included.</summary>
    public long Received => Interlocked.Read(ref _received);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await Task.WhenAny(_accepting);
        _stop.Dispose();
    }

    async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested) _ = RelayAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
    }

    async Task RelayAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            try
            {
                client.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                await Task.WhenAny(PassAsync(client, server, count: true), PassAsync(server, client, count: false));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // Either side has gone: so does the other.
            }
        }
    }

    async Task PassAsync(TcpClient from, TcpClient to, bool count)
    {
        var buffer = new byte[64 << 10];
        while (await from.GetStream().ReadAsync(buffer, _stop.Token) is > 0 and var read)
        {
            if (count) Interlocked.Add(ref _received, read);
            await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }
}
