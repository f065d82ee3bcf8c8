using BenchmarkDotNet.Attributes;
using Swarm.Domain.Integrity;

namespace Swarm.Benchmarks;

/// <summary>What verifying costs every byte, and joining every piece: one write buffer (it stays in the cache) and a large part (it comes from memory).</summary>
public class ChecksumBenchmarks
{
    byte[] _data = [];

    [Params(4 << 10, 256 << 10, 64 << 20)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _data = new byte[Length];
        new Random(1).NextBytes(_data);
    }

    [Benchmark]
    public uint Crc32COfBytes() => Crc32C.Append(0, _data);

    [Benchmark]
    public ulong Crc64OfBytes() => Crc64.Append(0, _data);

    [Benchmark]
    public uint Crc32COfPieces() => Crc32C.Combine(1, 2, (long)Length * 0x7FFFFFF);

    [Benchmark]
    public ulong Crc64OfPieces() => Crc64.Combine(1, 2, (long)Length * 0x7FFFFFF);
}
