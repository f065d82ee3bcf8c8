namespace Swarm.Domain.Transfers;

/// <summary>
/// Bytes a second, shared by whoever holds it. Every taker claims the next slot of time and waits for its start, so that no two are let
/// go together; of what was left unused, <see cref="Burst"/> may be caught up.
/// </summary>
/// <param name="bytesPerSecond">0 or less: no limit.</param>
public sealed class BandwidthLimit(long bytesPerSecond, TimeProvider time)
{
    public static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(100);

    readonly Lock _gate = new();
    readonly long _burst = (long)(Burst.TotalSeconds * time.TimestampFrequency);
    long _nextSlot = long.MinValue;

    public bool IsLimited => bytesPerSecond > 0;

    /// <summary>Accounts for bytes and comes back when they may have passed; at once, and without a task, where there is no need to wait.</summary>
    public ValueTask TakeAsync(int bytes, CancellationToken token)
    {
        if (bytesPerSecond <= 0) return default;
        var wait = Claim(bytes);
        return wait <= TimeSpan.Zero ? default : new ValueTask(Task.Delay(wait, time, token));
    }

    TimeSpan Claim(int bytes)
    {
        var length = (long)((double)bytes / bytesPerSecond * time.TimestampFrequency);
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var start = Math.Max(_nextSlot, now - _burst);
            _nextSlot = start + length;
            return start <= now ? TimeSpan.Zero : time.GetElapsedTime(now, start);
        }
    }
}
