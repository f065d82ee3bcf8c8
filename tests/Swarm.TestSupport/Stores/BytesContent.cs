using Swarm.Domain.Transfers;

namespace Swarm.TestSupport.Stores;

/// <summary>A body that is at hand. It counts how often it was written.</summary>
public sealed class BytesContent(ReadOnlyMemory<byte> bytes) : IRequestContent
{
    int _writes;

    public long Length => bytes.Length;

    public int Writes => _writes;

    public async ValueTask WriteToAsync(Stream target, CancellationToken token)
    {
        Interlocked.Increment(ref _writes);
        await target.WriteAsync(bytes, token);
    }
}
