namespace Swarm.Domain.Integrity;

/// <summary>
/// CRC-64/XZ (ECMA-182's polynomial, reflected; what OSS calls crc64ecma): continued from an earlier result, joined with that of the next piece.
/// 0 is that of no bytes. Not the unreflected CRC-64 of System.IO.Hashing, nor NVMe's.
/// </summary>
public static class Crc64
{
    internal static readonly ReflectedCrc<ulong> Kernel = new(0xC96C5795D7870F42);

    /// <summary>The CRC of the bytes that gave <paramref name="crc"/>, followed by <paramref name="data"/>.</summary>
    public static ulong Append(ulong crc, ReadOnlySpan<byte> data) => Kernel.Append(crc, data);

    /// <summary>The CRC of the bytes that gave <paramref name="a"/>, followed by the <paramref name="lengthB"/> bytes that gave <paramref name="b"/>.</summary>
    public static ulong Combine(ulong a, ulong b, long lengthB) => Kernel.Combine(a, b, lengthB);
}
