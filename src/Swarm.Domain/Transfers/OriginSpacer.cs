namespace Swarm.Domain.Transfers;

/// <summary>
/// The distance between an origin's requests as they go out: one enters, writes and leaves; the next may enter a whole spacing after that.
/// Measured where the bytes leave, since between the decision to ask and the asking lie connections, handshakes and busy machines.
/// </summary>
public sealed class OriginSpacer(TimeProvider time)
{
    static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    readonly SemaphoreSlim _turn = new(1);
    long _spacing;
    long _left;
    bool _isUsed;

    public TimeSpan Spacing
    {
        get => new(Volatile.Read(ref _spacing));
        set => Volatile.Write(ref _spacing, value.Ticks);
    }

    /// <summary>True once the origin speaks HTTP/2, where requests share a connection; null until it has answered.</summary>
    public bool? IsShared { get; set; }

    /// <summary>Nobody is in turn, and the last one's spacing is over.</summary>
    public bool IsQuiet => _turn.CurrentCount == 1 && Remaining() <= TimeSpan.Zero;

    /// <summary>Comes back in turn; whoever came back must <see cref="Leave"/>.</summary>
    public async ValueTask EnterAsync(CancellationToken token)
    {
        await _turn.WaitAsync(token);
        try
        {
            while (Remaining() is { Ticks: > 0 } wait) await Task.Delay(WholeMilliseconds(wait), time, token);
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    /// <summary>The request is out, or will not be.</summary>
    public void Leave()
    {
        (_left, _isUsed) = (time.GetTimestamp(), true);
        _turn.Release();
    }

    TimeSpan Remaining() => _isUsed ? Spacing - time.GetElapsedTime(_left) : TimeSpan.Zero;

    // Timers cut fractions off and would be early.
    static TimeSpan WholeMilliseconds(TimeSpan wait) =>
        wait < LongestSleep ? TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)) : LongestSleep;
}
