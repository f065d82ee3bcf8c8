using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Http.Wire;

/// <summary>A request as it goes out (RFC 9112, sections 3 and 5), with a small body at its end, in a rented buffer.</summary>
sealed class RequestHead : IFieldSink, IDisposable
{
    const int SmallBody = 8 << 10;

    readonly ExchangeRequest _request;
    readonly long? _length;
    byte[] _bytes = ArrayPool<byte>.Shared.Rent(1024);
    int _count;

    /// <exception cref="TransferException">A field that can't be sent.</exception>
    public RequestHead(ExchangeRequest request, RequestFields fields)
    {
        _request = request;
        _length = request.Body?.Length ?? request.Content?.Length ?? (NeedsLength(request.Method) ? 0 : null);
        try
        {
            Write(request.Method);
            Write(" ");
            Write(request.Url.Target);
            Write(" HTTP/1.1\r\n");
            if (request.Headers.Find("Host") is null) WriteHost(request.Url.Origin);
            fields.Write(request, this);
            if (_length is { } length) Add("Content-Length", length);
            Write("\r\n");
            if (request.Body is { Length: <= SmallBody } body) (HasBody, _) = (true, Write(body));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _count);

    /// <summary>The body is in it.</summary>
    public bool HasBody { get; }

    public void Add(Header header)
    {
        if (header.Is("Transfer-Encoding") || (header.Is("Content-Length") && header.Value != $"{_length ?? 0}"))
            throw RequestFields.Refused(_request, $"the field '{header.Name}' can't be sent");
        if (header.Is("Content-Length")) return; // written once, at the end
        Write(header.Name);
        Write(": ");
        Write(header.Value);
        Write("\r\n");
    }

    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    // RFC 9110, section 8.6: methods that define a body say so even where it is empty.
    static bool NeedsLength(string method) => method is not ("GET" or "HEAD" or "DELETE" or "OPTIONS" or "TRACE");

    void WriteHost(Origin origin)
    {
        Write("Host: ");
        Write(origin.Host);
        if (!origin.HasDefaultPort)
        {
            Write(":");
            Write(origin.Port);
        }

        Write("\r\n");
    }

    void Add(string name, long value)
    {
        Write(name);
        Write(": ");
        Write(value);
        Write("\r\n");
    }

    void Write(long number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out var written);
        _count += written;
    }

    void Write(ReadOnlySpan<char> text) => _count += Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetMaxByteCount(text.Length)));

    int Write(byte[] body)
    {
        body.CopyTo(Room(body.Length));
        return _count += body.Length;
    }

    Span<byte> Room(int bytes)
    {
        if (_bytes.Length - _count < bytes)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _count + bytes));
            _bytes.AsSpan(0, _count).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsSpan(_count);
    }
}
