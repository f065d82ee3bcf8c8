using Swarm.Domain;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk.Parts;

/// <summary>What of a part file is written, what of that is on no record yet, and whether somebody is writing. Thread-safe; its lock is never held over a system call.</summary>
sealed class PartProgress(IntervalSet held)
{
    /// <summary>So much may be fetched again after a kill, besides what was in buffers.</summary>
    internal const long RecordEvery = 512 << 10;

    readonly object _lock = new();
    IntervalSet _held = held;
    IntervalSet _unrecorded = new();
    int _writing;
    bool _closed;

    internal long Length
    {
        get
        {
            lock (_lock) return _held.Length;
        }
    }

    /// <summary>A copy; what is in it needs no other record.</summary>
    internal IntervalSet Held()
    {
        lock (_lock) return new IntervalSet(_held.Intervals);
    }

    /// <summary>False: the file is closed.</summary>
    internal bool TryEnter()
    {
        lock (_lock)
        {
            if (_closed) return false;
            _writing++;
            return true;
        }
    }

    internal void Leave()
    {
        lock (_lock)
            if (--_writing == 0) Monitor.PulseAll(_lock);
    }

    /// <summary>Lets nobody in any more and waits for those who are.</summary>
    internal void Close()
    {
        lock (_lock)
        {
            _closed = true;
            while (_writing > 0) Monitor.Wait(_lock);
        }
    }

    /// <returns>True: what has been written since the last record is worth one.</returns>
    internal bool Add(Interval written)
    {
        lock (_lock)
        {
            _held.Add(written);
            _unrecorded.Add(written);
            return _unrecorded.Length >= RecordEvery;
        }
    }

    internal IReadOnlyList<Interval> TakeUnrecorded()
    {
        lock (_lock)
        {
            var taken = _unrecorded.Intervals;
            _unrecorded = new IntervalSet();
            return taken;
        }
    }

    /// <summary>Only these are left.</summary>
    internal void Keep(IntervalSet intervals)
    {
        lock (_lock) (_held, _unrecorded) = (intervals, new IntervalSet());
    }
}
