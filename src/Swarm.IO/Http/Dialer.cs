using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Swarm.IO.Http;

/// <summary>A new connection.</summary>
readonly record struct Dialed(NetworkStream Stream);

/// <summary>
/// Makes the connections: resolves once for each, tries the addresses in turn, each with a head start before the next (RFC 8305), and
/// holds the limit of connections to one address.
/// </summary>
sealed class Dialer(int perAddress, TimeProvider time)
{
    const int MostAddresses = 8;
    static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    readonly ConcurrentDictionary<IPAddress, SemaphoreSlim> _gates = new();

    /// <summary>There is a limit of connections to one address: a new one may have to wait until another is closed.</summary>
    public bool IsLimited => perAddress > 0;

    /// <param name="host">A name or an address.</param>
    /// <param name="port">TCP's.</param>
    /// <param name="token">Ends it.</param>
    /// <param name="patience">Ends it while it waits for others of that address to be closed; later it goes on.</param>
    public async Task<Dialed> ConnectAsync(string host, int port, CancellationToken token, CancellationToken patience = default)
    {
        IPAddress[] addresses = Literal(host) is { } literal ? [literal] : Alternating(await Dns.GetHostAddressesAsync(host, token));
        return addresses.Length == 1 ? await DialAsync(addresses[0], port, token, patience) : await RaceAsync(addresses, port, token, patience);
    }

    // A URL's host that is an address is written as four numbers (url.spec.whatwg.org, host serializing), which are read faster than the framework's
    // reader of all that an address may look like is loaded.
    static IPAddress? Literal(string host)
    {
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        foreach (var part in host.AsSpan().Split('.'))
        {
            var text = host.AsSpan()[part];
            if (count == 4 || text.Length is 0 or > 3 || text.ContainsAnyExceptInRange('0', '9') || !byte.TryParse(text, CultureInfo.InvariantCulture, out bytes[count++]))
                return host.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(host, out var literal) ? literal : null;
        }

        return count == 4 ? new IPAddress(bytes) : null;
    }

    static IPAddress[] Alternating(IPAddress[] addresses) =>
    [
        .. addresses.GroupBy(address => address.AddressFamily)
            .SelectMany(family => family.Select((address, turn) => (address, turn)))
            .OrderBy(one => one.turn).Select(one => one.address).Take(MostAddresses),
    ];

    async Task<Dialed> RaceAsync(IPAddress[] addresses, int port, CancellationToken token, CancellationToken patience)
    {
        using var race = CancellationTokenSource.CreateLinkedTokenSource(token);
        var (dialing, next) = (new List<Task<Dialed>>(), 0);
        try
        {
            while (true)
            {
                if (next < addresses.Length) dialing.Add(DialAsync(addresses[next++], port, race.Token, patience));
                var headStart = Task.Delay(next < addresses.Length ? HeadStart : Timeout.InfiniteTimeSpan, time, race.Token);
                var first = await Task.WhenAny([.. dialing, headStart]);
                if (first is not Task<Dialed> dialed) continue;
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

    async Task<Dialed> DialAsync(IPAddress address, int port, CancellationToken token, CancellationToken patience)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var gate = perAddress > 0 ? _gates.GetOrAdd(address, _ => new SemaphoreSlim(perAddress)) : null;
        if (gate is not null) await EnterAsync(gate, token, patience);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), token);
            return new Dialed(gate is null ? new NetworkStream(socket, ownsSocket: true) : new CountedStream(socket, gate));
        }
        catch
        {
            socket.Dispose();
            gate?.Release();
            throw;
        }
    }

    static async Task EnterAsync(SemaphoreSlim gate, CancellationToken token, CancellationToken patience)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, patience);
        await gate.WaitAsync(either.Token);
    }

    /// <summary>Closes a connection that nobody wants any more, when it is made.</summary>
    public static async Task HangUpAsync(Task<Dialed> late)
    {
        try
        {
            await (await late).Stream.DisposeAsync();
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
