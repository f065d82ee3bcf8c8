using System.Runtime.CompilerServices;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Disk.Parts;

/// <summary>Fills a part file from one position on; through the kernel alone, where nobody needs to see the bytes and the connection can.</summary>
sealed class PartSink(PartFile part, FlushThreads threads, long position) : BufferedSink(threads)
{
    long _position = position;
    KernelPipe? _pipe;
    bool _hasAsked;
    int _piped; // of the pipe's bytes, those that are taken

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(IExchange exchange, CancellationToken token)
    {
        ObjectDisposedException.ThrowIf(IsOver, this);
        if (part.TakesUnseen && exchange is IMovableBody { CanMove: true } body && Pipe() is { } pipe)
        {
            var moved = await body.MoveAsync(pipe, token);
            if (moved >= 0) return moved;
        }

        return await exchange.ReadAsync(GetMemory(), token);
    }

    public override bool Advance(int count)
    {
        if (_pipe is not { Filled: > 0 }) return base.Advance(count);
        _piped = count;
        return true;
    }

    public override void Dispose()
    {
        if (IsOver) return;
        IsOver = true;
        part.Leave();
        _pipe?.Dispose();
        Buffer.Return();
    }

    protected override void WriteOut()
    {
        // What came into memory came before. Nobody flushes a buffer that isn't full but at the end, or before a pipe.
        if (Buffer.Filled > 0) part.Write(Buffer.Bytes, _position, isLast: !Buffer.IsFull && _piped == 0);
        _position += Buffer.Filled;
        Buffer.Clear();
        var count = _piped;
        _piped = 0; // what can't be written is lost: some of it may have left the pipe
        if (count > 0) part.Write(_pipe!, count, _position);
        _position += count;
        if (_pipe is { Filled: > 0 }) DropPipe(); // with what was not taken
    }

    KernelPipe? Pipe()
    {
        if (!_hasAsked) _pipe = KernelPipe.TryOpen();
        _hasAsked = true;
        return _pipe;
    }

    void DropPipe()
    {
        _pipe!.Dispose();
        (_pipe, _hasAsked) = (null, false);
    }
}
