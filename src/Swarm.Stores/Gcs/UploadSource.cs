using System.Buffers;

namespace Swarm.Stores.Gcs;

/// <summary>
/// A stream as an upload reads it: chunk by chunk, each held until the next is asked for, so that it can be sent again, in whole or from within.
/// Short reads are gone on with until the chunk is full or the stream ends. What lies before the held chunk is read again where the stream can seek.
/// </summary>
/// <param name="stream">Stands at the upload's first byte.</param>
sealed class UploadSource(Stream stream, int chunkSize)
{
    readonly long _origin = stream.CanSeek ? stream.Position : 0;
    byte[] _buffer = [];
    long _start;
    int _length;
    long _position;

    /// <summary>All that is to be uploaded, where the stream can tell.</summary>
    public long? Length => stream.CanSeek ? stream.Length - _origin : null;

    public bool IsOf(Stream other) => ReferenceEquals(stream, other);

    /// <summary>The bytes from <paramref name="from"/> on: as many as a chunk has, or fewer where the stream, or <paramref name="total"/>, ends.</summary>
    /// <exception cref="InvalidOperationException">The stream has fewer or more than <paramref name="total"/>, or can't go back.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> TakeAsync(long from, long? total, RunningHash? hash, CancellationToken token)
    {
        var wanted = (int)Math.Min(chunkSize, total is > 0 ? total.Value - from : chunkSize);
        await MoveAsync(from, hash, token);
        if (_buffer.Length < wanted) Array.Resize(ref _buffer, wanted);
        for (int read; _length < wanted && (read = await stream.ReadAsync(_buffer.AsMemory(_length, wanted - _length), token)) > 0; _position += read) _length += read;
        var taken = Math.Min(_length, wanted);
        if (total == 0 && taken > 0) throw new InvalidOperationException("Stream specified as empty, but produced non-empty content.");
        if (total > 0 && taken < wanted) throw Exhausted(from + taken, total.Value, taken);
        hash?.Append(from, _buffer.AsSpan(0, taken));
        return _buffer.AsMemory(0, taken);
    }

    /// <summary>Reads on to where another process had come, for the checksum of all.</summary>
    public async ValueTask ReadToAsync(long end, RunningHash hash, CancellationToken token)
    {
        if (hash.Position >= end) return;
        if (stream.CanSeek) Seek(hash.Position);
        await SkipAsync(end, hash, token);
    }

    static InvalidOperationException Exhausted(long at, long total, int taken) => new(taken == 0
        ? "Stream is already exhausted. There is no content remaining."
        : $"Stream ended after {at} of {total} bytes.");

    async ValueTask MoveAsync(long from, RunningHash? hash, CancellationToken token)
    {
        if (from >= _start && from <= _start + _length)
        {
            var dropped = (int)(from - _start);
            _buffer.AsSpan(dropped, _length - dropped).CopyTo(_buffer);
            (_start, _length) = (from, _length - dropped);
            // The stream may have been moved by its owner.
            if (stream.CanSeek) Seek(_start + _length);
            return;
        }

        (_start, _length) = (from, 0);
        if (stream.CanSeek) Seek(Math.Min(from, hash?.Position ?? from));
        else if (from < _position)
            throw new InvalidOperationException($"The server wants the bytes from {from} on again, and the stream can't go back behind its last chunk.");
        await SkipAsync(from, hash, token);
    }

    void Seek(long to)
    {
        if (stream.Position != _origin + to) stream.Position = _origin + to;
        _position = to;
    }

    async ValueTask SkipAsync(long to, RunningHash? hash, CancellationToken token)
    {
        var room = ArrayPool<byte>.Shared.Rent(128 << 10);
        try
        {
            while (_position < to)
            {
                var read = await stream.ReadAsync(room.AsMemory(0, (int)Math.Min(room.Length, to - _position)), token);
                if (read == 0) throw new InvalidOperationException($"The server holds {to} bytes, and the stream ended after {_position}.");
                hash?.Append(_position, room.AsSpan(0, read));
                _position += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }
}
