using System.Numerics;
using System.Runtime.InteropServices;

namespace Swarm.IO.State.Sqlite;

/// <summary>CRC-32C over a row's values in column order.</summary>
struct RowSum
{
    uint _crc;

    public void Add(long value) => _crc = BitOperations.Crc32C(_crc + 1, (ulong)value);

    public void AddNull() => _crc = BitOperations.Crc32C(_crc + 2, 0UL);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        Add(bytes.Length);
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words) _crc = BitOperations.Crc32C(_crc, word);
        foreach (var b in bytes[(words.Length * 8)..]) _crc = BitOperations.Crc32C(_crc, b);
    }

    public readonly long Value => _crc;
}
