namespace Swarm.Domain.Transfers;

/// <summary>A request's body that is in memory and stays as it is. It goes out in pieces, so that whoever watches the connection sees it move.</summary>
public sealed class BytesContent(ReadOnlyMemory<byte> bytes) : IRequestContent
{
    const int Piece = 64 << 10;

    public long Length => bytes.Length;

    public async ValueTask WriteToAsync(Stream target, CancellationToken token)
    {
        for (var at = 0; at < bytes.Length; at += Piece) await target.WriteAsync(bytes.Slice(at, Math.Min(Piece, bytes.Length - at)), token);
    }
}
