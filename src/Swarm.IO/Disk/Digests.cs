using Swarm.Domain;

namespace Swarm.IO.Disk;

/// <summary>The digests of one file's bytes, those asked and the one to record; nothing is kept for a file that fits its buffer.</summary>
public struct Digests(IReadOnlyList<DigestAlgorithm>? asked, DigestAlgorithm? record) : IDisposable
{
    readonly IReadOnlyList<DigestAlgorithm> _asked = asked ?? [];
    RunningDigest[]? _running;

    readonly int Count => _asked.Count + (record is { } other && !_asked.Contains(other) ? 1 : 0);

    readonly DigestAlgorithm this[int index] => index < _asked.Count ? _asked[index] : record!.Value;

    /// <summary>Takes bytes that are about to leave the buffer.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (Count == 0) return;
        foreach (var digest in _running ??= Begin()) digest.Append(bytes);
    }

    /// <summary>All that is demanded is taken.</summary>
    public readonly bool Covers(IReadOnlyList<Checksum> demanded)
    {
        for (var i = 0; i < demanded.Count; i++)
            if (!_asked.Contains(demanded[i].Algorithm) && record != demanded[i].Algorithm) return false;
        return true;
    }

    /// <summary>The digests over all that was appended and what is left in the buffer.</summary>
    /// <returns>The one to write down, as <c>name=hex</c>, or null.</returns>
    /// <exception cref="TransferException">Checksum.</exception>
    public readonly string? Finish(ReadOnlySpan<byte> rest, IReadOnlyList<Checksum> demanded, string path)
    {
        string? written = null;
        for (var i = 0; i < Count; i++)
        {
            var algorithm = this[i];
            var found = _running is null ? RunningDigest.Of(algorithm, rest) : _running[i].Finish(rest);
            Compare(demanded, algorithm, found, path);
            if (i == 0 || algorithm == record) written = $"{Checksum.Name(algorithm)}={found}";
        }
        return written;
    }

    public void Dispose()
    {
        foreach (var digest in _running ?? []) digest.Dispose();
        _running = null;
    }

    /// <exception cref="TransferException">Checksum: one of this algorithm is demanded, and it is another.</exception>
    internal static void Compare(IReadOnlyList<Checksum> demanded, DigestAlgorithm algorithm, string found, string path)
    {
        for (var i = 0; i < demanded.Count; i++)
            if (demanded[i].Algorithm == algorithm && !string.Equals(demanded[i].Hex, found, StringComparison.OrdinalIgnoreCase))
                throw new TransferException(Reason.Checksum, Stage.Verify,
                    $"'{path}' has the {Checksum.Name(algorithm)} digest {found}, but {demanded[i].Hex} was asked for");
    }

    readonly RunningDigest[] Begin()
    {
        var running = new RunningDigest[Count];
        for (var i = 0; i < running.Length; i++) running[i] = new RunningDigest(this[i]);
        return running;
    }
}
