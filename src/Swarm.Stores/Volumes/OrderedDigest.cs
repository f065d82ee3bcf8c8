using Swarm.Domain;
using Swarm.IO.Disk;

namespace Swarm.Stores.Volumes;

/// <summary>Digests that can only be taken in order, of an upload's beginning; they outlive an attempt, not the process.</summary>
sealed class OrderedDigest(IReadOnlyList<DigestAlgorithm> asked, DigestAlgorithm? record) : IDisposable
{
    Digests _digests = new(asked, record);

    /// <summary>Bytes taken.</summary>
    internal long End { get; private set; }

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        _digests.Append(bytes);
        End += bytes.Length;
    }

    internal bool Covers(IReadOnlyList<Checksum> demanded) => _digests.Covers(demanded);

    /// <exception cref="TransferException">Checksum.</exception>
    internal string? Finish(IReadOnlyList<Checksum> demanded, string path) => _digests.Finish(default, demanded, path);

    public void Dispose() => _digests.Dispose();
}
