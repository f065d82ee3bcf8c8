namespace Swarm.Downloads;

/// <summary>Turns what is seen of one file into reports, one at a time. A caller who throws is told no more, and loses no byte by it.</summary>
sealed class ProgressCount(IProgress<TransferProgress>? progress)
{
    readonly Lock _lock = new();
    IProgress<TransferProgress>? _progress = progress;
    long? _total;
    long _done;
    bool _isTold;

    /// <summary>The file's length as far as it is known now.</summary>
    public void Expect(long? total)
    {
        lock (_lock) _total = total;
    }

    /// <summary>So many bytes are there now. Fewer than before are those of another try: nothing is said of them.</summary>
    public void Reach(long held)
    {
        lock (_lock)
            if (held > _done) Report(held);
    }

    /// <summary>The file is whole.</summary>
    public void End(long length)
    {
        lock (_lock)
        {
            if (_isTold && _done == length && _total == length) return;
            _total = length;
            Report(length);
        }
    }

    void Report(long held)
    {
        var report = new TransferProgress(Math.Max(0, held - _done), held, _total);
        (_done, _isTold) = (held, true);
        try
        {
            _progress?.Report(report);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _progress = null;
        }
    }
}
