using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Swarm.IO.Http;

/// <summary>
/// Makes the connections: resolves once for each, tries the addresses in turn, each with a head start before the next (RFC 8305), and
/// holds the limit of connections to one address.
/// </summary>
sealed class Dialer(int perAddress, TimeProvider time)
{
    const int MostAddresses = 8;
    static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    readonly ConcurrentDictionary<IPAddress, SemaphoreSlim> _gates = new();

    public async Task<NetworkStream> ConnectAsync(string host, int port, CancellationToken token)
    {
        IPAddress[] addresses = IPAddress.TryParse(host, out var literal) ? [literal] : Alternating(await Dns.GetHostAddressesAsync(host, token));
        return addresses.Length == 1 ? await DialAsync(addresses[0], port, token) : await RaceAsync(addresses, port, token);
    }

    static IPAddress[] Alternating(IPAddress[] addresses) =>
    [
        .. addresses.GroupBy(address => address.AddressFamily)
            .SelectMany(family => family.Select((address, turn) => (address, turn)))
            .OrderBy(one => one.turn).Select(one => one.address).Take(MostAddresses),
    ];

    async Task<NetworkStream> RaceAsync(IPAddress[] addresses, int port, CancellationToken token)
    {
        using var race = CancellationTokenSource.CreateLinkedTokenSource(token);
        var (dialing, next) = (new List<Task<NetworkStream>>(), 0);
        try
        {
            while (true)
            {
                if (next < addresses.Length) dialing.Add(DialAsync(addresses[next++], port, race.Token));
                var headStart = Task.Delay(next < addresses.Length ? HeadStart : Timeout.InfiniteTimeSpan, time, race.Token);
                var first = await Task.WhenAny([.. dialing, headStart]);
                if (first is not Task<NetworkStream> dialed) continue;
                dialing.Remove(dialed);
                if (dialed.IsCompletedSuccessfully || (dialing.Count == 0 && next == addresses.Length)) return await dialed;
            }
        }
        finally
        {
            await race.CancelAsync();
            foreach (var late in dialing) _ = HangUpAsync(late);
        }
    }

    async Task<NetworkStream> DialAsync(IPAddress address, int port, CancellationToken token)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var gate = perAddress > 0 ? _gates.GetOrAdd(address, _ => new SemaphoreSlim(perAddress)) : null;
        if (gate is not null) await gate.WaitAsync(token);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), token);
            return gate is null ? new NetworkStream(socket, ownsSocket: true) : new CountedStream(socket, gate);
        }
        catch
        {
            socket.Dispose();
            gate?.Release();
            throw;
        }
    }

    static async Task HangUpAsync(Task<NetworkStream> late)
    {
        try
        {
            await (await late).DisposeAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // Another address was faster; this one's fault is nobody's.
        }
    }

    sealed class CountedStream(Socket socket, SemaphoreSlim gate) : NetworkStream(socket, ownsSocket: true)
    {
        int _released;

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (Interlocked.Exchange(ref _released, 1) == 0) gate.Release();
        }
    }
}
