using System.Buffers;
using Swarm.Domain;
using Swarm.Domain.Writing;

namespace Swarm.Stores.Volumes;

/// <summary>Fills parts from one position on. Its own buffer is small: the part's is shared with others and may be sent at any time.</summary>
sealed class RegionSink(PartGathering parts, long length, long position) : IByteSink
{
    const int Size = 256 << 10;

    byte[]? _bytes;
    int _filled;
    int _flushed; // of these, where a flush was cut short
    long _position = position;
    GatheredPart? _part;
    int _number;
    bool _isOver;

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

    public async ValueTask FlushAsync(CancellationToken token)
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        if (_position + _filled - _flushed > length)
            throw new TransferException(Reason.Protocol, Stage.Write, $"the object is to have {length} bytes, but more came");
        while (_flushed < _filled)
        {
            var number = parts.NumberAt(_position);
            if (_number != number) await GoToAsync(number, token);
            var count = (int)Math.Min(_filled - _flushed, parts.EndOf(number) - _position);
            if (_part is { } part) parts.Take(part, _position, _bytes.AsSpan(_flushed, count));
            (_flushed, _position) = (_flushed + count, _position + count);
        }

        (_filled, _flushed) = (0, 0);
        if (_number > 0 && _position == parts.EndOf(_number)) Leave();
    }

    public void Dispose()
    {
        if (_isOver) return;
        _isOver = true;
        Leave();
        if (_bytes is { } bytes) ArrayPool<byte>.Shared.Return(bytes);
        _bytes = null;
    }

    async ValueTask GoToAsync(int number, CancellationToken token)
    {
        Leave();
        _part = await parts.JoinAsync(number, token);
        _number = number;
    }

    void Leave()
    {
        parts.Leave(_part);
        (_part, _number) = (null, 0);
    }
}
