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

    readonly ITimer _timer;
    readonly long _budget;
    long _collectedAt;

    public SmallHeap(TimeProvider time, long budget = OfFiles) => (_budget, _timer) = (budget, time.CreateTimer(static heap => ((SmallHeap)heap!).CollectIfWorthIt(), this, Look, Look));

    public void Dispose() => _timer.Dispose();

    void CollectIfWorthIt()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        if (allocated - _collectedAt < _budget) return;
        _collectedAt = allocated;
        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
    }
}
