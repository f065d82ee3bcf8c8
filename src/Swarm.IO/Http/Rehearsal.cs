using System.Net;
using System.Net.Sockets;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Http;

/// <summary>
/// One exchange with ourselves, over the loopback. Sockets and HTTP are loaded by their first use, for as long as all else that a job needs to
/// begin: rehearsed beside that, on another core, they are ready when the first real request is.
/// </summary>
public static class Rehearsal
{
    /// <summary>Never fails: without a loopback, the first request is the rehearsal.</summary>
    public static async Task PlayAsync(TimeProvider time)
    {
        try
        {
            using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen(1);
            var answering = AnswerAsync(listener);
            await using var exchanger = new HttpExchanger(new HttpOptions { Proxy = "" }, new TimeLimits(), time);
            await using var exchange = await exchanger.SendAsync(new ExchangeRequest(WebUrl.Parse($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}/"), "GET", [], null), default);
            await exchange.ReadAsync(new byte[16], default);
            await answering;
        }
        catch (Exception e) when (e is SocketException or TransferException)
        {
            // Nobody waits for it.
        }
    }

    static async Task AnswerAsync(Socket listener)
    {
        using var peer = await listener.AcceptAsync();
        await peer.ReceiveAsync(new byte[1024]);
        await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n."u8.ToArray());
    }
}
