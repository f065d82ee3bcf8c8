using System.Net;
using System.Net.Sockets;

namespace Swarm.IO.Http;

/// <summary>Makes the connections: resolves once for each, then tries the addresses in turn.</summary>
sealed class Dialer
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken token)
    {
        var watch = (context.InitialRequestMessage as OutgoingRequest)?.Watch;
        watch?.Connecting();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, token);
            watch?.Connected();
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
