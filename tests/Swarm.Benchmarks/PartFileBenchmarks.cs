using BenchmarkDotNet.Attributes;
using Swarm.Domain;
using Swarm.Domain.Writing;
using Swarm.IO.Disk;

namespace Swarm.Benchmarks;

/// <summary>What a block of 256 KiB costs on its way to a disk in memory: in one go, and as part of a file that can be gone on with.</summary>
[MemoryDiagnoser]
public class PartFileBenchmarks
{
    const int Block = 256 << 10;
    const int Blocks = 256;

    string _folder = "";
    Volume _volume = null!;

    [GlobalSetup]
    public void Open()
    {
        _folder = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"swarm-bench-{Environment.ProcessId}");
        _volume = Volume.Open(_folder, new WritingOptions(), TimeProvider.System, partsFolder: Path.Combine(_folder, ".swarm", "parts"));
    }

    [GlobalCleanup]
    public void Remove()
    {
        _volume.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Blocks)]
    public async Task Staged()
    {
        using var file = _volume.Stage("file");
        await FillAsync(file, Blocks);
        file.Commit(default);
    }

    [Benchmark(OperationsPerInvoke = Blocks)]
    public Task InOneStream() => PartAsync(1, []);

    [Benchmark(OperationsPerInvoke = Blocks)]
    public Task InEightSegments() => PartAsync(8, []);

    [Benchmark(OperationsPerInvoke = Blocks)]
    public Task InEightSegmentsWithCrc64() => PartAsync(8, [DigestAlgorithm.Crc64]);

    async Task PartAsync(int segments, DigestAlgorithm[] digests)
    {
        var identity = new PartIdentity("http://h/file", (long)Block * Blocks, 0, default);
        using var part = _volume.Begin("1", "file", identity, digests);
        await Task.WhenAll(Enumerable.Range(0, segments).Select(n => SegmentAsync(part, n, Blocks / segments)));
        part.Commit(default);
    }

    static async Task SegmentAsync(IPartFile part, int number, int blocks)
    {
        using var sink = part.Open((long)number * blocks * Block);
        await FillAsync(sink, blocks);
    }

    static async Task FillAsync(IByteSink sink, int blocks)
    {
        for (var filled = 0L; filled < (long)blocks * Block;)
        {
            var room = sink.GetMemory();
            room.Span.Fill(1);
            filled += room.Length;
            if (sink.Advance(room.Length)) await sink.FlushAsync(default);
        }
    }
}
