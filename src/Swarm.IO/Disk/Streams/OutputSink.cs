using System.Buffers;
using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk.Streams;

/// <summary>Takes bytes from one place of the object on and hands them to the output in pieces; at most 1 MiB of them is under way.</summary>
/// <param name="output">Where they go, in order.</param>
/// <param name="round">The object's number there.</param>
/// <param name="start">Of the first byte.</param>
sealed class OutputSink(OrderedOutput output, int round, long start) : IByteSink
{
    internal const int Size = 256 << 10;
    const int Most = 1 << 20;

    byte[]? _bytes;
    int _filled;
    int _underWay;
    TaskCompletionSource? _room;
    bool _isOver;

    internal int Round => round;

    /// <summary>Of the next byte.</summary>
    internal long Position => start + HandedOut + _filled;

    /// <summary>Bytes handed out so far.</summary>
    internal long HandedOut { get; private set; }

    /// <summary>Of what repeats bytes that are out already: the output's to keep.</summary>
    internal IncrementalHash? Again { get; set; }

    public Memory<byte> GetMemory()
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        _bytes ??= ArrayPool<byte>.Shared.Rent(Size);
        return _bytes.AsMemory(_filled, Size - _filled);
    }

    public bool Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Size - _filled);
        _filled += count;
        return _filled == Size;
    }

    public ValueTask FlushAsync(CancellationToken token) => TakeChunk() is { } chunk ? output.TakeAsync(chunk, token) : default;

    public void Dispose()
    {
        if (_isOver) return;
        _isOver = true;
        if (_bytes is not null) ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _filled) = (null, 0);
    }

    /// <summary>What is in the buffer, which thereby is the receiver's; null where it is empty.</summary>
    internal Chunk? TakeChunk()
    {
        if (_filled == 0) return null;
        var chunk = new Chunk(this, start + HandedOut, _bytes!, _filled);
        HandedOut += _filled;
        (_bytes, _filled) = (null, 0);
        return chunk;
    }

    /// <summary>Counts what is handed over; complete when there is room for another buffer. Under the output's lock, as is all below.</summary>
    internal Task Add(int length)
    {
        _underWay += length;
        if (_underWay + Size <= Most) return Task.CompletedTask;
        _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _room.Task;
    }

    internal void Release(int length)
    {
        _underWay -= length;
        if (_room is null || _underWay + Size > Most) return;
        _room.SetResult();
        _room = null;
    }

    internal void Fail(Failure failure)
    {
        _room?.SetException(new TransferException(failure));
        _room = null;
    }
}
