using System.Runtime.CompilerServices;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Http.Wire;

/// <summary>An answer's body on its connection, which goes back to the others as soon as the last byte was read.</summary>
/// <param name="connection">It is the body's until then.</param>
/// <param name="pool">The others.</param>
/// <param name="keepsAlive">The server means to go on with it, and was sent all that it was told of.</param>
/// <param name="watch">Of the exchange.</param>
/// <param name="time">The clock.</param>
sealed class WireBody(WireConnection connection, ConnectionPool pool, bool keepsAlive, ActivityWatch watch, TimeProvider time) : AnswerBody
{
    /// <summary>So much of a body that nobody wants is read, to keep the connection.</summary>
    const int MostUnwanted = 64 << 10;
    static readonly TimeSpan UnwantedTime = TimeSpan.FromSeconds(1);

    WireConnection? _connection = connection;
    ChunkReader? _chunks;
    long? _left = 0; // null: to the connection's end
    bool _isBegun;

    public override ValueTask BeginAsync(Framing framing)
    {
        _isBegun = true;
        if (framing is { HasBody: true, Length: null, LengthUnknown: false }) _chunks = new ChunkReader(_connection!);
        else _left = framing.HasBody ? framing.Length : 0;
        if (_chunks is null && _left == 0) End(isClean: true);
        return default;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken token)
    {
        if (_connection is null) return 0;
        if (_chunks is not null && !await _chunks.BeginAsync(token)) return End(isClean: true);
        var left = _chunks?.Left ?? _left ?? long.MaxValue;
        var read = await _connection.ReadAsync(left < buffer.Length ? buffer[..(int)left] : buffer, token);
        if (read == 0) return _left is null ? End(isClean: false) : throw new EndOfStreamException();
        if (_chunks is not null) _chunks.Left -= read;
        else if ((_left -= read) == 0) End(isClean: true);
        return read;
    }

    public override bool CanMove => KernelPipe.IsKnown && _chunks is null && _connection is { Waiting.IsEmpty: true };

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> MoveAsync(KernelPipe pipe, int most, CancellationToken token)
    {
        if (_connection is null) return 0;
        var moved = await _connection.MoveAsync(pipe, (int)Math.Min(_left ?? long.MaxValue, most), token);
        if (moved == 0) return _left is null ? End(isClean: false) : throw new EndOfStreamException();
        if (moved > 0 && (_left -= moved) == 0) End(isClean: true);
        return moved;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_isBegun && _connection is not null && _left is <= MostUnwanted && !watch.IsCancellationRequested) await ReadUnwantedAsync();
        End(isClean: false);
    }

    async ValueTask ReadUnwantedAsync()
    {
        using var limit = new CancellationTokenSource(UnwantedTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(watch.Token, limit.Token);
        var (rest, buffer) = (MostUnwanted, new byte[4 << 10]);
        try
        {
            for (int read; rest > 0 && (read = await ReadAsync(buffer, either.Token)) > 0;) rest -= read;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or OperationCanceledException)
        {
            // The connection is given up then.
        }
    }

    int End(bool isClean)
    {
        if (Interlocked.Exchange(ref _connection, null) is { } ended)
            pool.Return(ended, isClean && keepsAlive && ended.Waiting.IsEmpty);
        return 0;
    }
}
