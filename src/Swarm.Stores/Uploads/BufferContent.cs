using Swarm.Domain;

namespace Swarm.Stores.Uploads;

/// <summary>Bytes in memory as a request's body.</summary>
sealed class BufferContent(ReadOnlyMemory<byte> bytes, DigestAlgorithm algorithm) : ISummedContent
{
    public long Length => bytes.Length;

    public ulong Sum { get; } = PieceSums.Append(algorithm, 0, bytes.Span);

    public ValueTask WriteToAsync(Stream target, CancellationToken token) => bytes.IsEmpty ? default : target.WriteAsync(bytes, token);
}
