using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Swarm.EndToEnd.Tests.Stores;

/// <summary>Stands between a client and a server on loopback, and counts what the client sends.</summary>
sealed class CountingRelay : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stopping = new();
    readonly int _server;
    readonly Task _accepting;
    long _received;

    public CountingRelay(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Root => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public long Received => Interlocked.Read(ref _received);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _stopping.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true) _ = RelayAsync(await _listener.AcceptSocketAsync(_stopping.Token));
        }
        catch (OperationCanceledException)
        {
            _listener.Stop();
        }
    }

    async Task RelayAsync(Socket client)
    {
        using var ends = client;
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _server);
            await Task.WhenAny(PumpAsync(client, server, bytes => Interlocked.Add(ref _received, bytes)), PumpAsync(server, client, _ => { }));
        }
        catch (SocketException)
        {
            // Either end went: so does the other.
        }
    }

    static async Task PumpAsync(Socket from, Socket to, Action<int> count)
    {
        var buffer = new byte[128 << 10];
        while (await from.ReceiveAsync(buffer) is > 0 and var read)
        {
            count(read);
            for (var sent = 0; sent < read;) sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
        }
    }
}
