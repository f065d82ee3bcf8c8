namespace Swarm.IO.Tests.Disk;

/// <summary>Keeps what is written, or fails as it is told to.</summary>
sealed class OutStream : MemoryStream
{
    readonly object _gate = new();

    public IOException? Fault { get; set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Fault is not null) throw Fault;
        lock (_gate)
        {
            base.Write(buffer);
            Monitor.PulseAll(_gate);
        }
    }

    public override byte[] ToArray()
    {
        lock (_gate) return base.ToArray();
    }

    /// <summary>Until so much has been written.</summary>
    public void Await(long length)
    {
        lock (_gate)
        {
            while (Length < length) Assert.True(Monitor.Wait(_gate, TimeSpan.FromSeconds(10)), $"{Length} bytes after ten seconds");
        }
    }
}
