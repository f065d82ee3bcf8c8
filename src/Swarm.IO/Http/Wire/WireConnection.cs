using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Swarm.Domain;

namespace Swarm.IO.Http.Wire;

/// <summary>One connection that speaks HTTP/1.1, one exchange at a time. What has come and was not asked for yet waits in a buffer, rented for the exchange.</summary>
sealed class WireConnection(NetworkStream stream, Origin origin) : IDisposable
{
    const int BufferSize = 16 << 10;

    byte[] _buffer = [];
    int _start;
    int _end;

    public Origin Origin => origin;

    /// <summary>Where requests are written to.</summary>
    public Stream Out => stream;

    /// <summary>The fields of the answer before: most of the next one's are the same text.</summary>
    public List<Header> LastFields { get; set; } = [];

    /// <summary>It has served before, and may have been closed since.</summary>
    public bool IsReused { get; private set; }

    /// <summary>A byte of this exchange's answer has come.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>When it was laid by, as a timestamp.</summary>
    public long IdleSince { get; private set; }

    /// <summary>What has come and waits, until the next <see cref="FillAsync"/>.</summary>
    public ReadOnlySpan<byte> Waiting => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Neither closed by the server nor sent something that nobody asked for.</summary>
    public bool IsQuiet => !stream.Socket.Poll(0, SelectMode.SelectRead);

    public void Take() => (_buffer, HasAnswered) = (ArrayPool<byte>.Shared.Rent(BufferSize), false);

    public void LayBy(long now)
    {
        (IsReused, IdleSince) = (true, now);
        GiveBack();
    }

    public void Skip(int bytes) => _start += bytes;

    /// <summary>Reads what comes next behind what waits.</summary>
    /// <param name="most">More than that never waits: the buffer grows no further.</param>
    /// <exception cref="EndOfStreamException">Nothing comes: the server has closed.</exception>
    /// <exception cref="InvalidDataException">So much waits already.</exception>
    public async ValueTask FillAsync(int most, CancellationToken token)
    {
        if (_end - _start >= most) throw new InvalidDataException("its head, or a line of it, is too large");
        MakeRoom();
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), token);
        if (read == 0) throw new EndOfStreamException();
        HasAnswered = true;
        _end += read;
    }

    /// <summary>Reads a body's bytes: those that wait, else straight from the connection. 0: the server has closed.</summary>
    public ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken token)
    {
        var waiting = Waiting;
        if (waiting.IsEmpty) return stream.ReadAsync(target, token);
        var read = Math.Min(waiting.Length, target.Length);
        waiting[..read].CopyTo(target.Span);
        Skip(read);
        return new(read);
    }

    /// <summary>Moves a body's bytes on within the kernel, where none wait here: how many; 0 where the server has closed, less where it can't be done.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> MoveAsync(KernelPipe pipe, int most, CancellationToken token)
    {
        while (true)
        {
            var moved = pipe.Fill(stream.Socket.SafeHandle, most);
            if (moved != -1) return moved;
            await stream.Socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, token); // of nothing: waits for something
        }
    }

    public void Dispose()
    {
        // First the socket: the stream would shut it down beforehand, which wakes whoever waits for its events.
        stream.Socket.Dispose();
        stream.Dispose();
        GiveBack();
    }

    void MakeRoom()
    {
        if (_end < _buffer.Length && _start < _end) return;
        var old = _buffer;
        if (_start == 0 && _end == old.Length) _buffer = ArrayPool<byte>.Shared.Rent(old.Length * 2);
        old.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (old != _buffer) ArrayPool<byte>.Shared.Return(old);
    }

    void GiveBack()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _start, _end) = ([], 0, 0);
    }
}
