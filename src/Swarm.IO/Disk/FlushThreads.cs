namespace Swarm.IO.Disk;

/// <summary>Something that may block on the disk and reports its own faults.</summary>
interface IFlushWork
{
    void Run();
}

/// <summary>A few threads that may block on the disk so that the network's workers don't: they write full buffers of large files.</summary>
sealed class FlushThreads(int count) : IDisposable
{
    readonly Queue<IFlushWork> _waiting = new();
    int _started;
    int _idle;
    bool _stopped;

    /// <summary>Has <see cref="IFlushWork.Run"/> called soon. What waits is bounded by the sinks, each of which has one at most.</summary>
    internal void Post(IFlushWork work)
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
        while (Next() is { } work) work.Run();
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
