namespace Akka.Actor;

/// <summary>Calls off what was scheduled with it, now or after a delay by its scheduler's time.</summary>
public class Cancelable : ICancelable, IDisposable
{
    readonly IActionScheduler scheduler;
    readonly Lock gate = new();
    Action? callOff;
    CancellationTokenSource? source;
    bool cancelled;

    public Cancelable(IScheduler scheduler)
        : this(scheduler.Advanced) { }

    public Cancelable(IActionScheduler scheduler) => this.scheduler = scheduler;

    public Cancelable(IScheduler scheduler, TimeSpan delay)
        : this(scheduler.Advanced, delay) { }

    public Cancelable(IActionScheduler scheduler, TimeSpan delay)
        : this(scheduler) => CancelAfter(delay);

    public Cancelable(IScheduler scheduler, int millisecondsDelay)
        : this(scheduler, TimeSpan.FromMilliseconds(millisecondsDelay)) { }

    public bool IsCancellationRequested => Volatile.Read(ref cancelled);

    public bool IsDisposed { get; private set; }

    /// <summary>Made when first asked for: timers do without.</summary>
    public CancellationToken Token
    {
        get
        {
            lock (gate)
            {
                source ??= cancelled ? Cancelled() : new CancellationTokenSource();
                return source.Token;
            }
        }
    }

    public static ICancelable CreateCanceled()
    {
        var none = new Cancelable((IActionScheduler)null!);
        none.Cancel();
        return none;
    }

    /// <summary>Cancelled with the first of the others; cancels none of them.</summary>
    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params ICancelable[] cancelables) =>
        CreateLinkedCancelable(scheduler.Advanced, cancelables);

    public static ICancelable CreateLinkedCancelable(IActionScheduler scheduler, params ICancelable[] cancelables) =>
        CreateLinkedCancelable(scheduler, Array.ConvertAll(cancelables, c => c.Token));

    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params CancellationToken[] cancellationTokens) =>
        CreateLinkedCancelable(scheduler.Advanced, cancellationTokens);

    public static ICancelable CreateLinkedCancelable(IActionScheduler scheduler, params CancellationToken[] cancellationTokens)
    {
        var linked = new Cancelable(scheduler);
        foreach (var token in cancellationTokens)
            token.UnsafeRegister(static self => ((Cancelable)self!).Cancel(), linked);
        return linked;
    }

    public void Cancel() => Cancel(throwOnFirstException: false);

    public void Cancel(bool throwOnFirstException)
    {
        Action? call;
        CancellationTokenSource? mine;
        lock (gate)
        {
            if (cancelled)
                return;
            cancelled = true;
            (call, callOff, mine) = (callOff, null, source);
        }
        call?.Invoke();
        mine?.Cancel(throwOnFirstException);
    }

    public void CancelAfter(TimeSpan delay)
    {
        if (!IsCancellationRequested)
            scheduler.ScheduleOnce(delay, Cancel);
    }

    public void CancelAfter(int millisecondsDelay) => CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (IsDisposed)
            return;
        IsDisposed = true;
        source?.Dispose();
    }

    /// <summary>Lets a scheduler free its timer at once.</summary>
    internal void OnCancel(Action call)
    {
        lock (gate)
        {
            if (!cancelled)
            {
                callOff += call;
                return;
            }
        }
        call();
    }

    static CancellationTokenSource Cancelled()
    {
        var done = new CancellationTokenSource();
        done.Cancel();
        return done;
    }
}

/// <summary>Null is nothing to cancel.</summary>
public static class CancelableExtensions
{
    public static void CancelIfNotNull(this ICancelable? cancelable) => cancelable?.Cancel();
}
