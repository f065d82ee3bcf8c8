namespace Swarm.IO.Http;

/// <summary>One coarse ticker over all exchanges under way, instead of a timer for each read. Limits are never early, and late by two ticks at most.</summary>
sealed class Watchdog : IAsyncDisposable
{
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    readonly Lock _gate = new();
    readonly List<ActivityWatch> _over = [];
    readonly TimeProvider _time;
    readonly Action? _tidy;
    readonly ITimer _timer;
    int _ticks;
    ActivityWatch? _first;

    /// <param name="time">The clock.</param>
    /// <param name="tidy">Called every second.</param>
    public Watchdog(TimeProvider time, Action? tidy = null)
    {
        (_time, _tidy) = (time, tidy);
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
            if (++_ticks % 4 == 0) _tidy?.Invoke();
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
