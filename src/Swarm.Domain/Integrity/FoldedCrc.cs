using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Aes = System.Runtime.Intrinsics.Arm.Aes;

namespace Swarm.Domain.Integrity;

/// <summary>
/// A reflected CRC's state over bytes by carry-less multiplication (Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ",
/// 2009): the message is folded onto its last 16 bytes, which leave the same remainder and are then taken in by tables.
/// </summary>
sealed class FoldedCrc<T>
    where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
{
    const int Lanes = 4;

    /// <summary>The fewest bytes it takes.</summary>
    internal const int Least = Lanes * 16;

    readonly SlicedCrc<T> _sliced;
    readonly Vector128<ulong> _overLanes;
    readonly Vector128<ulong> _overOne;
    readonly Vector128<ulong> _overWideLanes;
    readonly Vector128<ulong> _overWide;

    internal FoldedCrc(PolynomialRing<T> ring, SlicedCrc<T> sliced)
    {
        _sliced = sliced;
        _overLanes = Distance(ring, Lanes * 128);
        _overOne = Distance(ring, 128);
        _overWideLanes = Distance(ring, WideFold.Lanes * WideFold.Bits);
        _overWide = Distance(ring, WideFold.Bits);
    }

    internal static bool IsSupported => Pclmulqdq.IsSupported || Aes.IsSupported;

    internal T Append(T state, ReadOnlySpan<byte> data)
    {
        var blocks = MemoryMarshal.Cast<byte, Vector128<ulong>>(data);
        var rest = data[(blocks.Length * 16)..];
        var first = Vector128.CreateScalar(ulong.CreateTruncating(state));
        var last = WideFold.IsFor(data.Length) ? FoldWide(blocks, first) : Fold(blocks, first);
        state = _sliced.Append(T.Zero, last[0], last[1]);
        return _sliced.Append(state, rest);
    }

    Vector128<ulong> FoldWide(ReadOnlySpan<Vector128<ulong>> blocks, Vector128<ulong> state)
    {
        var wide = MemoryMarshal.Cast<Vector128<ulong>, Vector512<ulong>>(blocks);
        var four = WideFold.Fold(wide, state, _overWideLanes, _overWide);
        var last = Move(Move(Move(four.GetLower().GetLower(), _overOne) ^ four.GetLower().GetUpper(), _overOne) ^ four.GetUpper().GetLower(), _overOne)
            ^ four.GetUpper().GetUpper();
        foreach (var block in blocks[(wide.Length * 4)..]) last = Move(last, _overOne) ^ block;
        return last;
    }

    Vector128<ulong> Fold(ReadOnlySpan<Vector128<ulong>> blocks, Vector128<ulong> state)
    {
        var (overLanes, overOne) = (_overLanes, _overOne);
        var (a, b, c, d) = (blocks[0] ^ state, blocks[1], blocks[2], blocks[3]);
        for (blocks = blocks[Lanes..]; blocks.Length >= Lanes; blocks = blocks[Lanes..])
        {
            a = Move(a, overLanes) ^ blocks[0];
            b = Move(b, overLanes) ^ blocks[1];
            c = Move(c, overLanes) ^ blocks[2];
            d = Move(d, overLanes) ^ blocks[3];
        }

        var last = Move(Move(Move(a, overOne) ^ b, overOne) ^ c, overOne) ^ d;
        foreach (var block in blocks) last = Move(last, overOne) ^ block;
        return last;
    }

    /// <summary>A block as it counts so far behind its place: each half times its power of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<ulong> Move(Vector128<ulong> block, Vector128<ulong> distance) => Pclmulqdq.IsSupported
        ? Pclmulqdq.CarrylessMultiply(block, distance, 0x00) ^ Pclmulqdq.CarrylessMultiply(block, distance, 0x11)
        : Aes.PolynomialMultiplyWideningLower(block.GetLower(), distance.GetLower()) ^ Aes.PolynomialMultiplyWideningUpper(block, distance);

    // The lower half comes first, so it has 64 bits farther to go. A product of two reflected halves stands one bit high: hence one x less.
    static Vector128<ulong> Distance(PolynomialRing<T> ring, int bits) => Vector128.Create(Half(ring.PowerOfX(bits + 63)), Half(ring.PowerOfX(bits - 1)));

    static ulong Half(T power) => ulong.CreateTruncating(power) << (64 - PolynomialRing<T>.Bits);
}
