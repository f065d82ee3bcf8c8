using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Swarm.TestSupport;

/// <summary>One request as it came in.</summary>
/// <param name="Connection">1 for the first connection accepted, and so on.</param>
/// <param name="Raw">Head and body, byte for byte.</param>
/// <param name="Began">When its head was complete (<see cref="Stopwatch"/> ticks).</param>
public sealed record OriginRequest(int Connection, byte[] Raw, long Began)
{
    /// <summary>When its script had been played to the end; 0 until then.</summary>
    public long Ended { get; internal set; }

    /// <summary>Head and body, one character a byte.</summary>
    public string Text { get; } = Encoding.Latin1.GetString(Raw);

    public string Line => Text[..Text.IndexOf('\r', StringComparison.Ordinal)];

    public string Method => Line.Split(' ')[0];

    public string Target => Line.Split(' ')[1];

    public string Path => Target.Split('?')[0];

    public string Body => Text[(Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

    /// <summary>The first field of that name, or null.</summary>
    public string? Field(string name) => Text.Split("\r\n\r\n")[0].Split("\r\n").Skip(1)
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();
}

/// <summary>What a script can do: send, wait, close, reset.</summary>
public sealed class OriginTalk(OriginRequest request, Socket socket, Stream stream, CancellationToken stopping)
{
    public OriginRequest Request => request;

    /// <summary>True once the connection has been closed or reset by the script.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Cancelled when the origin is taken down.</summary>
    public CancellationToken Stopping => stopping;

    public ValueTask SendAsync(byte[] bytes) => SendAsync(bytes.AsMemory());

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes, stopping);

    public ValueTask SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Waits for the test's signal.</summary>
    public Task UntilAsync(Task signal) => signal.WaitAsync(stopping);

    /// <summary>Waits until the client closes the connection; what it still sends is thrown away.</summary>
    public async Task UntilGoneAsync()
    {
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, stopping) > 0)
        {
        }

        Close();
    }

    /// <summary>Ends the connection in good order (FIN).</summary>
    public void Close()
    {
        IsClosed = true;
        stream.Dispose();
        socket.Dispose();
    }

    /// <summary>Ends the connection with a reset (RST).</summary>
    public void Reset()
    {
        IsClosed = true;
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }
}

/// <summary>Cuts a connection's bytes into requests.</summary>
sealed class OriginReader(Stream stream, int connection)
{
    readonly List<byte> _pending = [];
    readonly byte[] _buffer = new byte[16384];

    public async Task<OriginRequest?> ReadAsync(CancellationToken token)
    {
        int head;
        while ((head = EndOfHead()) < 0)
            if (!await FillAsync(token)) return null;
        var began = Stopwatch.GetTimestamp();
        var total = head + BodyLength(head);
        while (_pending.Count < total)
            if (!await FillAsync(token)) return null;
        var raw = _pending.GetRange(0, total).ToArray();
        _pending.RemoveRange(0, total);
        return new OriginRequest(connection, raw, began);
    }

    async Task<bool> FillAsync(CancellationToken token)
    {
        var read = await stream.ReadAsync(_buffer, token);
        _pending.AddRange(_buffer.AsSpan(0, read));
        return read > 0;
    }

    int EndOfHead()
    {
        var at = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_pending).IndexOf("\r\n\r\n"u8);
        return at < 0 ? -1 : at + 4;
    }

    int BodyLength(int head)
    {
        var fields = Encoding.Latin1.GetString(_pending.GetRange(0, head).ToArray()).Split("\r\n");
        var length = Array.Find(fields, field => field.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return length is null ? 0 : int.Parse(length.AsSpan(15).Trim(), CultureInfo.InvariantCulture);
    }
}
