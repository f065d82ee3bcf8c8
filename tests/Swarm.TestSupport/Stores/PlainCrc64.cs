using System.Globalization;

namespace Swarm.TestSupport.Stores;

/// <summary>CRC-64/XZ by its definition, a bit at a time but for a table of bytes.</summary>
public static class PlainCrc64
{
    static readonly ulong[] s_table = [.. Enumerable.Range(0, 256).Select(Row)];

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var crc = ulong.MaxValue;
        foreach (var b in bytes) crc = s_table[(byte)crc ^ b] ^ (crc >> 8);
        return ~crc;
    }

    public static string Decimal(ReadOnlySpan<byte> bytes) => Of(bytes).ToString(CultureInfo.InvariantCulture);

    static ulong Row(int index)
    {
        var row = (ulong)index;
        for (var bit = 0; bit < 8; bit++) row = (row & 1) != 0 ? (row >> 1) ^ 0xC96C5795D7870F42 : row >> 1;
        return row;
    }
}
