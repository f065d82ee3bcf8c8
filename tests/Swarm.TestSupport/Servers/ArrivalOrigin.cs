using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Swarm.TestSupport.Servers;

/// <summary>
/// A small HTTP origin that knows when each request arrived by the kernel's own time stamp of its packet, whatever its own threads were doing,
/// and how many requests it had at hand. A thread for each connection. Linux only.
/// </summary>
public sealed class ArrivalOrigin : IAsyncDisposable
{
    static readonly byte[] Usual = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
    readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    readonly List<Socket> _sockets = [];
    readonly List<Thread> _threads = [];
    readonly List<(TimeSpan At, string Target)> _requests = [];
    readonly Func<string, byte[]> _answer;
    readonly Lock _gate = new();
    readonly Random _chance;
    readonly int _longestThought;
    int _atHand;

    /// <param name="seed">Of the time it takes to answer: up to <paramref name="longestThought"/> milliseconds.</param>
    /// <param name="answer">Makes of a target what goes on the wire; null: one byte for each.</param>
    public ArrivalOrigin(int seed, int longestThought, Func<string, byte[]>? answer = null)
    {
        (_chance, _longestThought, _answer) = (new Random(seed), longestThought, answer ?? (_ => Usual));
        KernelTime.Enable(_listener);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(128);
        Start(Accept);
    }

    public string Root => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";

    public int MostAtOnce { get; private set; }

    /// <summary>When each request's packet came in, in order.</summary>
    public IReadOnlyList<TimeSpan> Arrivals => [.. Requests.Select(r => r.At)];

    /// <summary>Each request's target and when its packet came in, in that order.</summary>
    public IReadOnlyList<(TimeSpan At, string Target)> Requests
    {
        get
        {
            lock (_gate) return [.. _requests.OrderBy(r => r.At)];
        }
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        lock (_gate) _sockets.ForEach(s => s.Dispose());
        List<Thread> threads;
        lock (_gate) threads = [.. _threads];
        threads.ForEach(t => t.Join());
        return default;
    }

    void Accept()
    {
        try
        {
            while (true)
            {
                var socket = _listener.Accept();
                socket.NoDelay = true;
                lock (_gate) _sockets.Add(socket);
                Start(() => Serve(socket));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The origin is taken down.
        }
    }

    void Serve(Socket socket)
    {
        var buffer = new byte[16384];
        try
        {
            while (KernelTime.Receive(socket, buffer) is var (read, at) && read > 0)
            {
                if (!buffer.AsSpan(0, read).EndsWith("\r\n\r\n"u8)) throw new InvalidOperationException("a request in several packets: its arrival is not one moment");
                var target = Encoding.ASCII.GetString(buffer, 0, read).Split(' ', 3)[1];
                var answer = _answer(target);
                Thread.Sleep(Take(at, target));
                // Before the answer is sent: after it the client may rightly be faster than this thread.
                lock (_gate) _atHand--;
                socket.Send(answer);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client went, or the origin is taken down.
        }
    }

    int Take(TimeSpan at, string target)
    {
        lock (_gate)
        {
            _requests.Add((at, target));
            MostAtOnce = Math.Max(MostAtOnce, ++_atHand);
            return _chance.Next(_longestThought);
        }
    }

    void Start(Action work)
    {
        var thread = new Thread(() => work(), 256 << 10) { IsBackground = true };
        lock (_gate) _threads.Add(thread);
        thread.Start();
    }
}
