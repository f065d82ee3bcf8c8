using System.Buffers.Binary;
using System.Numerics;

namespace Swarm.Domain.Integrity;

/// <summary>A reflected CRC's state over bytes, sixteen at a time, by tables: slicing-by-16 (after Kounavis and Berry, 2005). Runs on every processor.</summary>
sealed class SlicedCrc<T>
    where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
{
    const int Slices = 16, Word = sizeof(ulong);

    // What byte b with k bytes behind it adds to the state, at [256·k + b].
    readonly T[] _table = new T[Slices * 256];

    internal SlicedCrc(PolynomialRing<T> ring)
    {
        for (var b = 0; b < 256; b++) _table[b] = ring.Shift(T.CreateTruncating(b), 1);
        for (var at = 256; at < _table.Length; at++) _table[at] = (_table[at - 256] >>> 8) ^ _table[(byte)int.CreateTruncating(_table[at - 256])];
    }

    internal T Append(T state, ReadOnlySpan<byte> data)
    {
        var table = _table;
        for (; data.Length >= Slices; data = data[Slices..])
            state = Append(state, BinaryPrimitives.ReadUInt64LittleEndian(data), BinaryPrimitives.ReadUInt64LittleEndian(data[Word..]));
        foreach (var b in data) state = (state >>> 8) ^ table[(byte)(int.CreateTruncating(state) ^ b)];
        return state;
    }

    /// <summary>Takes in sixteen bytes, the first of them the lowest of <paramref name="first"/>.</summary>
    internal T Append(T state, ulong first, ulong second) =>
        Slice(_table.AsSpan(Word * 256, Word * 256), first ^ ulong.CreateTruncating(state)) ^ Slice(_table.AsSpan(0, Word * 256), second);

    static T Slice(ReadOnlySpan<T> table, ulong word) =>
        table[(7 * 256) + (int)(byte)word]
        ^ table[(6 * 256) + (int)(byte)(word >> 8)]
        ^ table[(5 * 256) + (int)(byte)(word >> 16)]
        ^ table[(4 * 256) + (int)(byte)(word >> 24)]
        ^ table[(3 * 256) + (int)(byte)(word >> 32)]
        ^ table[(2 * 256) + (int)(byte)(word >> 40)]
        ^ table[256 + (int)(byte)(word >> 48)]
        ^ table[(int)(word >> 56)];
}
