using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Swarm.Pages.Html;

/// <summary>Counts how often each of 64 bits was set: a vote is a few vector operations, with a byte for each bit that is emptied in time.</summary>
sealed class BitVotes
{
    /// <summary>The bit that each byte of a vector stands for.</summary>
    static readonly Vector128<byte> Bit = Vector128.Create((byte)1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128);

    readonly int[] _votes = new int[64];
    Vector128<byte> _bytes0, _bytes1, _bytes2, _bytes3;
    int _pending, _count;

    public void Add(ulong bits)
    {
        var bytes = Vector128.Create(bits).AsByte();
        _bytes0 -= Set(Vector128.Shuffle(bytes, Vector128.Create((byte)0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1)));
        _bytes1 -= Set(Vector128.Shuffle(bytes, Vector128.Create((byte)2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3)));
        _bytes2 -= Set(Vector128.Shuffle(bytes, Vector128.Create((byte)4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5)));
        _bytes3 -= Set(Vector128.Shuffle(bytes, Vector128.Create((byte)6, 6, 6, 6, 6, 6, 6, 6, 7, 7, 7, 7, 7, 7, 7, 7)));
        if (++_pending == byte.MaxValue) Empty();
    }

    /// <summary>The bits that were set in more than half of what was added.</summary>
    public ulong Majority()
    {
        Empty();
        var value = 0ul;
        for (var bit = 0; bit < _votes.Length; bit++)
        {
            if (_votes[bit] > _count / 2) value |= 1ul << bit;
        }

        return value;
    }

    /// <summary>-1 for each byte whose bit is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<byte> Set(Vector128<byte> spread) => Vector128.Equals(spread & Bit, Bit);

    void Empty()
    {
        for (var i = 0; i < 16; i++)
        {
            _votes[i] += _bytes0[i];
            _votes[i + 16] += _bytes1[i];
            _votes[i + 32] += _bytes2[i];
            _votes[i + 48] += _bytes3[i];
        }

        _bytes0 = _bytes1 = _bytes2 = _bytes3 = default;
        _count += _pending;
        _pending = 0;
    }
}
