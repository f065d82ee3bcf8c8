using System.Buffers;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Uploads;

/// <summary>A stretch of a file as a request's body: read by position while it is sent, its CRC taken in passing. Holds one pooled buffer, whatever its length.</summary>
sealed class FileContent(SourceFile file, long offset, long length, DigestAlgorithm algorithm) : ISummedContent
{
    const int Piece = 256 << 10;

    public long Length => length;

    public ulong Sum { get; private set; }

    /// <exception cref="TransferException">The file can't be read, or is not what it was: told before the last bytes are out, so that no store takes it for whole.</exception>
    public async ValueTask WriteToAsync(Stream target, CancellationToken token)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(Piece, Math.Max(length, 1)));
        try
        {
            var sum = 0UL;
            for (var done = 0L; done < length;)
            {
                var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length - done)), offset + done, token);
                sum = PieceSums.Append(algorithm, sum, buffer.AsSpan(0, read));
                if ((done += read) == length) file.CheckUnchanged();
                await target.WriteAsync(buffer.AsMemory(0, read), token);
            }

            Sum = sum;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
