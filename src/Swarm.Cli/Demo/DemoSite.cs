using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Swarm.Cli.Demo;

/// <summary>A small site on loopback, with the faults that real ones have: some pages are gone, some answer at the second try, one asks for patience.</summary>
sealed class DemoSite : IAsyncDisposable
{
    public const int Files = 200;

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _ended = new();
    readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.Ordinal);
    readonly Task _serving;

    public DemoSite()
    {
        _listener.Start();
        _serving = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The list that <c>swarm get</c> is given: 200 files, four that are gone, one line that is no URL's.</summary>
    public IEnumerable<string> List()
    {
        yield return "# the list of the demo: one URL a line";
        for (var i = 1; i <= Files; i++) yield return string.Create(CultureInfo.InvariantCulture, $"{Address}/files/part{i % 8}/file{i:000}.bin");
        for (var i = 1; i <= 4; i++) yield return $"{Address}/gone/{i}";
        yield return $"{Address}/moved";
        yield return "gopher://example.org/not-for-us";
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _serving;
        _ended.Dispose();
    }

    async Task AcceptAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_ended.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            while (await reader.ReadLineAsync(_ended.Token) is { } request)
            {
                while (await reader.ReadLineAsync(_ended.Token) is { Length: > 0 })
                {
                    // Nothing in a request's fields matters here.
                }

                await stream.WriteAsync(Answer(request.Split(' ') is [_, var path, ..] ? path : "/"), _ended.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client has gone, or the demo is over.
        }
    }

    byte[] Answer(string path)
    {
        var time = _asked.AddOrUpdate(path, 1, (_, n) => n + 1);
        if (path.StartsWith("/gone/", StringComparison.Ordinal)) return Reply("404 Not Found", "", Encoding.ASCII.GetBytes("gone\n"));
        if (path == "/moved") return Reply("302 Found", "Location: /files/part0/file008.bin?moved\r\n", []);
        if (time == 1 && path.Contains("7.bin", StringComparison.Ordinal)) return Reply("503 Service Unavailable", "", []);
        if (time == 1 && path.Contains("100.bin", StringComparison.Ordinal)) return Reply("429 Too Many Requests", "Retry-After: 1\r\n", []);
        var body = new byte[2000 + path.Length * 997 % 60000];
        new Random(path.Length).NextBytes(body);
        return Reply("200 OK", "", body);
    }

    static byte[] Reply(string status, string fields, byte[] body) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n{fields}\r\n"), .. body];
}
