namespace Swarm.IO.Disk.Parts;

/// <summary>Fills a part file from one position on.</summary>
sealed class PartSink(PartFile part, FlushThreads threads, long position) : BufferedSink(threads)
{
    long _position = position;

    public override void Dispose()
    {
        IsOver = true;
        Buffer.Return();
    }

    protected override void WriteOut()
    {
        if (Buffer.Filled == 0) return;
        // Nobody flushes a buffer that isn't full but at the end.
        part.Write(Buffer.Bytes, _position, isLast: !Buffer.IsFull);
        _position += Buffer.Filled;
        Buffer.Clear();
    }
}
