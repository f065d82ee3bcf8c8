using System.Buffers;

namespace Swarm.IO.Disk;

/// <summary>Takes in what an open file holds, a piece at a time.</summary>
delegate void TakeBytes(ReadOnlySpan<byte> bytes);

/// <summary>Reads what was written, in pieces of one pooled buffer.</summary>
static class ReadingBack
{
    /// <exception cref="Domain.TransferException">Disk: the file ends too early.</exception>
    internal static void All(IDiskFile file, long start, long end, string path, TakeBytes take)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(StagedBuffer.Largest);
        try
        {
            for (var position = start; position < end;)
            {
                var read = file.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - position)), position);
                if (read == 0) throw DiskFaults.Of(Errno.Io, "read back", path);
                take(buffer.AsSpan(0, read));
                position += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
