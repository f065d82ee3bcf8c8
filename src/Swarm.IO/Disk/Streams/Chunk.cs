using System.Buffers;

namespace Swarm.IO.Disk.Streams;

/// <summary>Bytes on their way out and their place in the object.</summary>
readonly record struct Chunk(OutputSink Sink, long Start, byte[] Bytes, int Length)
{
    internal long End => Start + Length;

    internal void Return() => ArrayPool<byte>.Shared.Return(Bytes);
}
