namespace Swarm.IO.Http;

/// <summary>One coarse ticker over all exchanges under way, instead of a timer for each read. Limits are never early, and late by two ticks at most.</summary>
sealed class Watchdog : IAsyncDisposable
{
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    readonly Lock _gate = new();
    readonly List<ActivityWatch> _over = [];
    readonly TimeProvider _time;
    readonly ITimer _timer;
    ActivityWatch? _first;

    public Watchdog(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static dog => ((Watchdog)dog!).Look(), this, Tick, Tick);
    }

    public void Add(ActivityWatch watch)
    {
        lock (_gate)
        {
            watch.Next = _first;
            if (_first is not null) _first.Previous = watch;
            _first = watch;
        }
    }

    public void Remove(ActivityWatch watch)
    {
        lock (_gate)
        {
            if (watch.Next is not null) watch.Next.Previous = watch.Previous;
            if (watch.Previous is not null) watch.Previous.Next = watch.Next;
            else if (_first == watch) _first = watch.Next;
            (watch.Next, watch.Previous) = (null, null);
        }
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    void Look()
    {
        lock (_over)
        {
            FindOver();
            // Outside of the gate: what is cancelled may come back to be removed.
            foreach (var watch in _over) watch.Cancel();
            _over.Clear();
        }
    }

    void FindOver()
    {
        var now = _time.GetTimestamp();
        lock (_gate)
        {
            for (var watch = _first; watch is not null; watch = watch.Next)
                if (watch.IsOver(now, _time)) _over.Add(watch);
        }
    }
}
