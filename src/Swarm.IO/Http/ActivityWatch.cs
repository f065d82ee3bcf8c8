using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Http;

/// <summary>
/// One exchange's clock: it ends the exchange when a limit has passed and knows which. The exchange only counts its steps and bytes;
/// the <see cref="Watchdog"/> looks at them, so that a read costs no timer.
/// </summary>
/// <remarks>states: Request ⇄ Connect, then Body. Never disposed: it holds neither timer nor wait handle.</remarks>
sealed class ActivityWatch(TimeLimits limits, Origin origin, long started) : CancellationTokenSource
{
    const int Made = 1;
    const int Leaving = 2;

    // Written by the exchange, read by the watchdog. Odd steps: a wait is on.
    long _steps = 1;
    long _bytes;
    int _stage = (int)Stage.Request;
    bool _isDialing;
    int _body; // of the request: none or out, being made, being sent

    // The watchdog's own.
    (long Steps, Stage Stage) _seen;
    long _quietSince;
    long _windowBytes;
    TimeSpan _windowWaited;
    long _lastLook;

    public static readonly Action<object?> CancelIt = static watch => ((ActivityWatch)watch!).Cancel();

    internal ActivityWatch? Next { get; set; }

    internal ActivityWatch? Previous { get; set; }

    /// <summary>What ended the exchange, where a limit did; null where its owner cancelled it.</summary>
    public Failure? Fault { get; private set; }

    public Stage Stage => (Stage)Volatile.Read(ref _stage);

    /// <summary>Whom the exchange is with, for messages: host and port.</summary>
    public string Server => $"{origin.Host}:{origin.Port}";

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>A connection is being made, and within its own limit.</summary>
    public void DialBegins()
    {
        Volatile.Write(ref _isDialing, true);
        ConnectBegins();
    }

    public void DialEnds()
    {
        Volatile.Write(ref _isDialing, false);
        ConnectEnds();
    }

    /// <summary>A connection is being made for this exchange by who keeps a limit of its own, or its turn has not come: the exchange's own do not count.</summary>
    public void ConnectBegins() => Interlocked.CompareExchange(ref _stage, (int)Stage.Connect, (int)Stage.Request);

    /// <summary>For better or worse. Meanwhile the exchange may have got another connection, and be far on.</summary>
    public void ConnectEnds() => Interlocked.CompareExchange(ref _stage, (int)Stage.Request, (int)Stage.Connect);

    /// <summary>The request's body is made and sent piece by piece. The answer may be here before the last.</summary>
    public void BodyGoesOut() => Volatile.Write(ref _body, Made);

    /// <summary>A piece of it waits for the server to take it.</summary>
    public void Sends()
    {
        Volatile.Write(ref _body, Leaving);
        Interlocked.Add(ref _steps, 2);
    }

    /// <summary>The server has it, and time is the source's until there is another.</summary>
    public void Sent()
    {
        Volatile.Write(ref _body, Made);
        Interlocked.Add(ref _steps, 2);
    }

    /// <summary>From here on the answer is waited for.</summary>
    public void BodyIsOut()
    {
        Volatile.Write(ref _body, 0);
        Interlocked.Add(ref _steps, 2);
    }

    /// <summary>The head has come; from here on only reads are waited for.</summary>
    public void BodyBegins()
    {
        Volatile.Write(ref _stage, (int)Stage.Body);
        Interlocked.Increment(ref _steps);
    }

    public void ReadBegins() => Interlocked.Increment(ref _steps);

    public void ReadEnds(int bytes)
    {
        Volatile.Write(ref _bytes, _bytes + bytes);
        Interlocked.Increment(ref _steps);
    }

    /// <summary>True when a limit has passed; <see cref="Fault"/> says which.</summary>
    internal bool IsOver(long now, TimeProvider time)
    {
        var tick = time.GetElapsedTime(Math.Max(_lastLook, started), now);
        _lastLook = now;
        var seen = (Volatile.Read(ref _steps), Stage);
        var waiting = (seen.Item1 & 1) == 1 && !(seen.Stage == Stage.Request && Volatile.Read(ref _body) == Made);
        if (seen != _seen || !waiting) (_seen, _quietSince) = (seen, now);
        if (waiting && seen.Stage == Stage.Body) _windowWaited += tick;
        Fault ??= OverTotal(time.GetElapsedTime(started, now)) ?? OverQuiet(time.GetElapsedTime(_quietSince, now)) ?? TooSlow();
        return Fault is not null;
    }

    Failure? OverTotal(TimeSpan passed) =>
        limits.Total > TimeSpan.Zero && passed >= limits.Total
            ? new Failure(Reason.Timeout, Stage, $"fetching from {Server}: not finished within {Seconds(limits.Total)}")
            : null;

    Failure? OverQuiet(TimeSpan quiet) => Stage switch
    {
        Stage.Request when limits.Headers > TimeSpan.Zero && quiet >= limits.Headers && Volatile.Read(ref _body) == Leaving =>
            new Failure(Reason.Timeout, Stage.Request, $"sending the body to {Server}: no byte was taken for {Seconds(limits.Headers)}"),
        Stage.Request when limits.Headers > TimeSpan.Zero && quiet >= limits.Headers =>
            new Failure(Reason.Timeout, Stage.Head, $"waiting for the answer of {Server}: none within {Seconds(limits.Headers)}"),
        Stage.Connect when limits.Connect > TimeSpan.Zero && quiet >= limits.Connect && Volatile.Read(ref _isDialing) =>
            new Failure(Reason.Timeout, Stage.Connect, $"connecting to {Server}: no connection within {Seconds(limits.Connect)}"),
        Stage.Body when limits.Idle > TimeSpan.Zero && quiet >= limits.Idle =>
            new Failure(Reason.Timeout, Stage.Body, $"reading the body from {Server}: no byte for {Seconds(limits.Idle)}"),
        _ => null,
    };

    // Only time spent waiting for the server counts: a slow disk or a bandwidth limit of ours is not its fault.
    Failure? TooSlow()
    {
        if (limits.MinimumSpeed <= 0 || limits.SlowWindow <= TimeSpan.Zero || _windowWaited < limits.SlowWindow) return null;
        var got = Bytes - _windowBytes;
        (_windowBytes, _windowWaited) = (Bytes, TimeSpan.Zero);
        return got >= limits.MinimumSpeed * limits.SlowWindow.TotalSeconds ? null
            : new Failure(Reason.Slow, Stage.Body, $"reading the body from {Server}: {got} bytes in {Seconds(limits.SlowWindow)}");
    }

    static string Seconds(TimeSpan span) => FormattableString.Invariant($"{span.TotalSeconds:0.###} s");
}
