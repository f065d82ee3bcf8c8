using System.Buffers;
using Swarm.Domain;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk;

/// <summary>Takes, measures and verifies bodies and keeps none of them.</summary>
public sealed class DiscardVolume(WritingOptions options, TimeProvider clock) : IVolume
{
    public IStagedFile Stage(string path, IReadOnlyList<DigestAlgorithm>? digests = null) =>
        new DiscardedFile(path, new Digests(digests, options.Record), clock);

    public FileFacts? Look(string path) => null;

    public bool Move(string from, string to) => false;

    public void Mark(string path)
    {
    }

    public void Dispose()
    {
    }
}

/// <summary>Passes bytes through one buffer that is used over and over.</summary>
sealed class DiscardedFile(string path, Digests digests, TimeProvider clock) : IStagedFile
{
    const int Size = 64 << 10;

    readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(Size);
    Digests _digests = digests;
    int _filled;
    bool _over;

    public long Length { get; private set; }

    public Memory<byte> GetMemory() => _buffer.AsMemory(_filled);

    public bool Advance(int count)
    {
        Length += count;
        _filled += count;
        return _filled == _buffer.Length;
    }

    public ValueTask FlushAsync(CancellationToken token)
    {
        _digests.Append(_buffer.AsSpan(0, _filled));
        _filled = 0;
        return ValueTask.CompletedTask;
    }

    public FileFacts Commit(CommitDemand demand)
    {
        CommitRules.CheckLength(demand, Length, path);
        if (!_digests.Covers(demand.Checksums))
        {
            if (_filled != Length) throw new InvalidOperationException("What is not kept can only be verified by digests that were named when it was staged.");
            _digests = new Digests([.. demand.Checksums.Select(checksum => checksum.Algorithm).Distinct()], null);
        }
        var digest = _digests.Finish(_buffer.AsSpan(0, _filled), demand.Checksums, path);
        var facts = new FileFacts(Length, demand.Modified ?? clock.GetUtcNow(), digest);
        Dispose();
        return facts;
    }

    public void Dispose()
    {
        if (_over) return;
        _over = true;
        _digests.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }
}
