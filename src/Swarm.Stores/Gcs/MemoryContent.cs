using Swarm.Domain.Transfers;

namespace Swarm.Stores.Gcs;

/// <summary>A body that is in memory.</summary>
sealed class MemoryContent(ReadOnlyMemory<byte> bytes) : IRequestContent
{
    public long Length => bytes.Length;

    public ValueTask WriteToAsync(Stream target, CancellationToken token) => target.WriteAsync(bytes, token);
}
