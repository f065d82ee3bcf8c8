using Swarm.Domain;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk.Streams;

/// <summary>
/// A body that comes in one go. Up to 1 MiB it is held back until it is known to be whole and right; what is longer goes out as it comes, and a
/// second attempt goes on behind what is out once it has given the same again.
/// </summary>
sealed class StreamedFile(StreamVolume volume, OrderedOutput output, string path, IReadOnlyList<DigestAlgorithm> digests) : IStagedFile
{
    const int HeldBack = (1 << 20) / OutputSink.Size;

    readonly OutputSink _sink = output.Open(0);
    readonly List<Chunk> _held = [];
    bool _isOut = output.Written > 0;
    bool _isOver;

    public long Length => _sink.Position;

    public Memory<byte> GetMemory() => _sink.GetMemory();

    public bool Advance(int count) => _sink.Advance(count);

    public ValueTask FlushAsync(CancellationToken token)
    {
        if (_isOut) return _sink.FlushAsync(token);
        HoldBack();
        return _held.Count < HeldBack ? default : new ValueTask(LetGo().WaitAsync(token));
    }

    public FileFacts Commit(CommitDemand demand)
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        CheckBefore(demand);
        HoldBack();
        LetGo();
        var facts = volume.Finish(demand, path, Length);
        Dispose();
        return facts;
    }

    public void Dispose()
    {
        if (_isOver) return;
        _isOver = true;
        foreach (var chunk in _held) chunk.Return();
        _held.Clear();
        _sink.Dispose();
    }

    /// <summary>What is still held back is checked before the first byte goes out.</summary>
    void CheckBefore(CommitDemand demand)
    {
        if (_isOut) return;
        HoldBack();
        CommitRules.CheckLength(demand, Length, path);
        if (demand.Checksums.Count == 0 || !new Digests(digests, null).Covers(demand.Checksums)) return;
        using var taken = new Digests(digests, null);
        foreach (var chunk in _held) taken.Append(chunk.Bytes.AsSpan(0, chunk.Length));
        taken.Finish(default, demand.Checksums, path);
    }

    void HoldBack()
    {
        if (_sink.TakeChunk() is { } chunk) _held.Add(chunk);
    }

    /// <summary>Complete when there is room for more.</summary>
    Task LetGo()
    {
        _isOut = true;
        var room = Task.CompletedTask;
        while (_held.Count > 0)
        {
            var chunk = _held[0];
            _held.RemoveAt(0);
            room = output.Take(chunk);
        }

        return room;
    }
}
