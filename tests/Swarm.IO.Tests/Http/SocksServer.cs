using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Swarm.IO.Tests.Http;

/// <summary>As much of SOCKS 5 (RFC 1928) as one connection to one name takes.</summary>
sealed class SocksServer : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stopping = new();
    readonly Task _serving;

    public SocksServer(string name, int leadsTo)
    {
        _listener.Start();
        _serving = ServeAsync(name, leadsTo);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _serving.ContinueWith(_ => _stopping.Dispose(), TaskScheduler.Default);
    }

    async Task ServeAsync(string name, int leadsTo)
    {
        using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
        var stream = client.GetStream();
        var hello = new byte[2];
        await stream.ReadExactlyAsync(hello, _stopping.Token);
        await stream.ReadExactlyAsync(new byte[hello[1]], _stopping.Token);
        await stream.WriteAsync(new byte[] { 5, 0 }, _stopping.Token);
        var request = new byte[5];
        await stream.ReadExactlyAsync(request, _stopping.Token);
        var address = new byte[request[4] + 2];
        await stream.ReadExactlyAsync(address, _stopping.Token);
        var isName = request[3] == 3 && Encoding.ASCII.GetString(address.AsSpan(0, address.Length - 2)) == name;
        await stream.WriteAsync(new byte[] { 5, (byte)(isName ? 0 : 1), 0, 1, 0, 0, 0, 0, 0, 0 }, _stopping.Token);
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, leadsTo, _stopping.Token);
        await Task.WhenAny(stream.CopyToAsync(server.GetStream(), _stopping.Token), server.GetStream().CopyToAsync(stream, _stopping.Token));
    }
}
