using Swarm.Domain;

namespace Swarm.IO.Disk.Parts;

/// <summary>
/// Digests of a file's beginning, taken while it is written, as long as that happens in order: a file that came in one stream is not read back.
/// What follows is read when the file is whole.
/// </summary>
sealed class PrefixDigest(IReadOnlyList<DigestAlgorithm> algorithms) : IDisposable
{
    readonly Lock _lock = new();
    RunningDigest[] _running = Begin(algorithms);
    long _end;

    internal bool Covers(IEnumerable<DigestAlgorithm> asked) => asked.All(algorithms.Contains);

    internal void Append(ReadOnlySpan<byte> written, long position)
    {
        lock (_lock)
        {
            // Bytes that were taken have been written over.
            if (position < _end) Restart();
            if (position == _end) Take(written);
        }
    }

    /// <summary>Those of all of the file; what is missing is read.</summary>
    internal List<Checksum> Finish(IDiskFile file, long length, string path)
    {
        lock (_lock)
        {
            ReadingBack.All(file, _end, length, path, Take);
            var found = new List<Checksum>(algorithms.Count);
            for (var i = 0; i < _running.Length; i++) found.Add(new Checksum(algorithms[i], _running[i].Finish(default)));
            Restart();
            return found;
        }
    }

    public void Dispose()
    {
        foreach (var digest in _running) digest.Dispose();
    }

    static RunningDigest[] Begin(IReadOnlyList<DigestAlgorithm> algorithms) => [.. algorithms.Select(algorithm => new RunningDigest(algorithm))];

    void Take(ReadOnlySpan<byte> bytes)
    {
        foreach (var digest in _running) digest.Append(bytes);
        _end += bytes.Length;
    }

    void Restart()
    {
        Dispose();
        (_running, _end) = (Begin(algorithms), 0);
    }
}
