using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Swarm.Domain.Integrity;

/// <summary>
/// The folding of <see cref="FoldedCrc{T}"/> by vectors of four blocks each, where the processor multiplies these. Compiled when it is first called, on
/// the processor that is there, which takes as long as a quarter of a gigabyte does without it: for processes that have had so much.
/// </summary>
static class WideFold
{
    internal const int Lanes = 4, Bits = 512;

    /// <summary>Shorter data, in bytes, is not worth the asking.</summary>
    const int Least = 64 << 10;

    const long WorthIt = 256 << 20;

    static long s_had; // by all threads, and therefore not quite

    /// <summary>Whether data of this length, in bytes, is to go this way.</summary>
    internal static bool IsFor(int length) => length >= Least && (s_had += length) > WorthIt && IsSupported();

    [MethodImpl(MethodImplOptions.NoInlining)]
    static bool IsSupported() => Pclmulqdq.V512.IsSupported;

    /// <summary>Folds all blocks onto the last.</summary>
    /// <param name="blocks">At least <see cref="Lanes"/>.</param>
    /// <param name="state">What the bytes before have come to.</param>
    /// <param name="overLanes">What a block counts where as many follow as there are lanes.</param>
    /// <param name="overOne">What a block counts where one follows.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Vector512<ulong> Fold(
        ReadOnlySpan<Vector512<ulong>> blocks, Vector128<ulong> state, Vector128<ulong> overLanes, Vector128<ulong> overOne)
    {
        var (lanes, one) = (Four(overLanes), Four(overOne));
        var (a, b, c, d) = (blocks[0] ^ First(state), blocks[1], blocks[2], blocks[3]);
        for (blocks = blocks[Lanes..]; blocks.Length >= Lanes; blocks = blocks[Lanes..])
        {
            a = Move(a, lanes) ^ blocks[0];
            b = Move(b, lanes) ^ blocks[1];
            c = Move(c, lanes) ^ blocks[2];
            d = Move(d, lanes) ^ blocks[3];
        }

        var last = Move(Move(Move(a, one) ^ b, one) ^ c, one) ^ d;
        foreach (var block in blocks) last = Move(last, one) ^ block;
        return last;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<ulong> Move(Vector512<ulong> block, Vector512<ulong> distance) =>
        Pclmulqdq.V512.CarrylessMultiply(block, distance, 0x00) ^ Pclmulqdq.V512.CarrylessMultiply(block, distance, 0x11);

    static Vector512<ulong> First(Vector128<ulong> block) => Vector512.Create(Vector256.Create(block, default), default);

    static Vector512<ulong> Four(Vector128<ulong> block) => Vector512.Create(Vector256.Create(block, block), Vector256.Create(block, block));
}
