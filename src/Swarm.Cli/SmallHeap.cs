namespace Swarm.Cli;

/// <summary>
/// Keeps a long job small: left alone, the runtime lets garbage pile up to the size of the processor's cache before it collects, some
/// fifty megabytes that are of no use to anybody. Little survives, so that collecting earlier costs next to nothing.
/// </summary>
sealed class SmallHeap : IDisposable
{
    /// <summary>Bytes of garbage between two collections where pages are read: each leaves some hundred thousand behind.</summary>
    public const long OfPages = 24 << 20;

    const long OfFiles = 12 << 20;
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    readonly object _gate = new();
    readonly long _budget;
    long _collectedAt;
    bool _isOver;

    public SmallHeap(long budget = OfFiles)
    {
        _budget = budget;
        new Thread(Watch) { IsBackground = true, Name = "heap" }.Start();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>On a thread of its own: a timer's turn comes late, by hundreds of megabytes, where every thread of the pool reads pages.</summary>
    void Watch()
    {
        lock (_gate)
        {
            for (; !_isOver; Monitor.Wait(_gate, Look)) CollectIfWorthIt();
        }
    }

    void CollectIfWorthIt()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        if (allocated - _collectedAt < _budget) return;
        _collectedAt = allocated;
        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
    }
}
