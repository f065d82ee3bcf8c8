using Swarm.Domain;
using Swarm.Domain.Integrity;

namespace Swarm.Stores.Volumes;

/// <summary>The CRC of a part, by which of the two there are.</summary>
static class PartSum
{
    internal static ulong Take(DigestAlgorithm algorithm, ReadOnlySpan<byte> bytes) =>
        algorithm == DigestAlgorithm.Crc64 ? Crc64.Append(0, bytes) : Crc32C.Append(0, bytes);

    internal static PieceSums Of(DigestAlgorithm algorithm, ulong sum) =>
        algorithm == DigestAlgorithm.Crc64 ? new PieceSums(null, sum) : new PieceSums((uint)sum, null);
}
