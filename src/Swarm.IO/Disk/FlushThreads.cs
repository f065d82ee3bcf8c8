namespace Swarm.IO.Disk;

/// <summary>Something that may block on the disk and reports its own faults.</summary>
interface IFlushWork
{
    void Run();
}

/// <summary>
/// Writes full buffers of large files. As long as the disk takes them as memory does, whoever brings one writes it: to wake another thread and be
/// woken by it costs more. Where a write may block, a few threads of our own do it, so that the network's workers don't.
/// </summary>
/// <param name="count">Threads.</param>
/// <param name="neverHere">Each write waits for the disk.</param>
/// <param name="clock">Tells how long a write took.</param>
sealed class FlushThreads(int count, bool neverHere, TimeProvider clock) : IDisposable
{
    /// <summary>One that took no longer did not wait for a disk.</summary>
    static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(10);

    /// <summary>After a write that was not quick, so many have to be before one is made here again.</summary>
    const int Proof = 64;

    readonly Queue<IFlushWork> _waiting = new();
    int _started;
    int _idle;
    int _unproven = neverHere ? int.MaxValue : 0;
    volatile bool _stopped;

    /// <summary>Has <see cref="IFlushWork.Run"/> called, now or soon. What waits is bounded by the sinks, each of which has one at most.</summary>
    internal void Post(IFlushWork work)
    {
        ObjectDisposedException.ThrowIf(_stopped, this);
        if (Volatile.Read(ref _unproven) > 0) Enqueue(work);
        else Timed(work);
    }

    public void Dispose()
    {
        lock (_waiting)
        {
            _stopped = true;
            Monitor.PulseAll(_waiting);
        }
    }

    void Run()
    {
        while (Next() is { } work) Timed(work);
    }

    void Timed(IFlushWork work)
    {
        var began = clock.GetTimestamp();
        work.Run();
        if (neverHere) return;
        if (clock.GetElapsedTime(began) > Quick) Volatile.Write(ref _unproven, Proof);
        else if (Volatile.Read(ref _unproven) > 0) Interlocked.Decrement(ref _unproven);
    }

    void Enqueue(IFlushWork work)
    {
        lock (_waiting)
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            _waiting.Enqueue(work);
            if (_idle < _waiting.Count && _started < count)
            {
                _started++;
                new Thread(Run) { IsBackground = true, Name = "disk" }.Start();
            }
            Monitor.Pulse(_waiting);
        }
    }

    IFlushWork? Next()
    {
        lock (_waiting)
        {
            _idle++;
            while (_waiting.Count == 0 && !_stopped) Monitor.Wait(_waiting);
            _idle--;
            return _waiting.TryDequeue(out var work) ? work : null;
        }
    }
}
