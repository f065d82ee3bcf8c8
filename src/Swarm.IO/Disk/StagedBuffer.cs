using System.Buffers;

namespace Swarm.IO.Disk;

/// <summary>Bytes that wait for the disk: 16 KiB at first, growing with the body to 512 KiB, so that small files stay small and large ones are written in large pieces.</summary>
struct StagedBuffer
{
    const int First = 16 << 10;
    const int Second = 64 << 10;
    internal const int Largest = 512 << 10;

    byte[]? _bytes;

    internal int Filled { get; private set; }

    internal readonly bool IsFull => Filled == Largest;

    internal readonly ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Filled);

    internal Memory<byte> Room()
    {
        _bytes ??= ArrayPool<byte>.Shared.Rent(First);
        if (Filled == Limit(_bytes.Length)) Grow();
        return _bytes.AsMemory(Filled, Limit(_bytes.Length) - Filled);
    }

    internal bool Advance(int count)
    {
        if (_bytes is null || (uint)count > (uint)(Limit(_bytes.Length) - Filled)) throw new ArgumentOutOfRangeException(nameof(count));
        Filled += count;
        return IsFull;
    }

    internal void Clear() => Filled = 0;

    internal void Return()
    {
        if (_bytes is { } bytes) ArrayPool<byte>.Shared.Return(bytes);
        (_bytes, Filled) = (null, 0);
    }

    // The pool may give more than was asked for; only what was asked for counts.
    static int Limit(int length) => Math.Min(length, Largest);

    void Grow()
    {
        if (IsFull) throw new InvalidOperationException("The buffer is full: flush it first.");
        var larger = ArrayPool<byte>.Shared.Rent(_bytes!.Length < Second ? Second : Largest);
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
