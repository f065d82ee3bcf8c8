using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Swarm.Pages.Html;

/// <summary>Counts how often each of 64 bits was set: a vote is a few vector operations.</summary>
sealed class BitVotes
{
    /// <summary>The bit that each byte of a vector stands for.</summary>
    static Vector256<byte> Bit => Vector256.Create(0x8040_2010_0804_0201).AsByte();

    /// <summary>Of the eight bytes that each half of a vector has: which each byte of the result is, with eight to each.</summary>
    static Vector256<byte> Low => Vector256.Create(0ul, 0x0101_0101_0101_0101, 0x1212_1212_1212_1212, 0x1313_1313_1313_1313).AsByte();

    static Vector256<byte> High => Vector256.Create(0x0404_0404_0404_0404ul, 0x0505_0505_0505_0505, 0x1616_1616_1616_1616, 0x1717_1717_1717_1717).AsByte();

    readonly int[] _votes = new int[64];
    int _count;

    /// <param name="bits">At most 255: while they are counted, each bit has a byte.</param>
    public void Add(ReadOnlySpan<ulong> bits)
    {
        if (bits.Length > byte.MaxValue) throw new ArgumentException("More votes than a byte counts.", nameof(bits));
        var (low, high) = (Vector256<byte>.Zero, Vector256<byte>.Zero);
        foreach (var one in bits)
        {
            var bytes = Vector256.Create(one).AsByte();
            low -= Set(Vector256.Shuffle(bytes, Low));
            high -= Set(Vector256.Shuffle(bytes, High));
        }

        for (var i = 0; i < 32; i++) (_votes[i], _votes[i + 32]) = (_votes[i] + low[i], _votes[i + 32] + high[i]);
        _count += bits.Length;
    }

    /// <summary>The bits that were set in more than half of what was added.</summary>
    public ulong Majority()
    {
        var value = 0ul;
        for (var bit = 0; bit < _votes.Length; bit++)
        {
            if (_votes[bit] > _count / 2) value |= 1ul << bit;
        }

        return value;
    }

    /// <summary>-1 for each byte whose bit is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<byte> Set(Vector256<byte> spread) => Vector256.Equals(spread & Bit, Bit);
}
