namespace Swarm.Domain.Integrity;

/// <summary>CRC-32C (Castagnoli; RFC 3720, section 12.1): continued from an earlier result, joined with that of the next piece. 0 is that of no bytes.</summary>
public static class Crc32C
{
    internal static readonly ReflectedCrc<uint> Kernel = new(0x82F63B78);

    /// <summary>The CRC of the bytes that gave <paramref name="crc"/>, followed by <paramref name="data"/>.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> data) => Kernel.Append(crc, data);

    /// <summary>The CRC of the bytes that gave <paramref name="a"/>, followed by the <paramref name="lengthB"/> bytes that gave <paramref name="b"/>.</summary>
    public static uint Combine(uint a, uint b, long lengthB) => Kernel.Combine(a, b, lengthB);
}
