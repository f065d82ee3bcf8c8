using System.Numerics;

namespace Swarm.Domain.Integrity;

/// <summary>A CRC of the usual kind: reflected, begun with all ones, complemented at the end. By the fastest way that the processor has.</summary>
sealed class ReflectedCrc<T>
    where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
{
    readonly PolynomialRing<T> _ring;
    readonly SlicedCrc<T> _sliced;
    readonly FoldedCrc<T> _folded;

    internal ReflectedCrc(T generator)
    {
        _ring = new PolynomialRing<T>(generator);
        _sliced = new SlicedCrc<T>(_ring);
        _folded = new FoldedCrc<T>(_ring, _sliced);
    }

    internal T Append(T crc, ReadOnlySpan<byte> data) => FoldedCrc<T>.IsSupported && data.Length >= FoldedCrc<T>.Least
        ? ~_folded.Append(~crc, data)
        : AppendByTables(crc, data);

    internal T AppendByTables(T crc, ReadOnlySpan<byte> data) => ~_sliced.Append(~crc, data);

    internal T Combine(T a, T b, long lengthB) => _ring.Shift(a, lengthB) ^ b;
}
