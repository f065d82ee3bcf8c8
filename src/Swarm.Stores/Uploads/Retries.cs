using Swarm.Domain;

namespace Swarm.Stores.Uploads;

/// <summary>Makes a request of an upload again, where another try may mend it: a few times, after short waits that grow and scatter. Thread-safe.</summary>
/// <remarks>Longer waits that a server asks for are not made here, where a slot is held: the object's next try is due then.</remarks>
sealed class Retries(int attempts, TimeProvider time, Random chance)
{
    static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public int Attempts => attempts;

    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> request, CancellationToken token)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await request(token);
            }
            catch (TransferException e) when (WaitAfter(tried, e) is not null)
            {
                await DelayAsync(tried, e, token);
            }
        }
    }

    public ValueTask<bool> RunAsync(Func<CancellationToken, ValueTask> request, CancellationToken token) => RunAsync(
        async t =>
        {
            await request(t);
            return true;
        },
        token);

    /// <summary>Null: it is not worth another try, or has had enough.</summary>
    /// <param name="tried">1 for the first try.</param>
    public TimeSpan? WaitAfter(int tried, TransferException failure)
    {
        if (tried >= attempts || !IsWorthAnother(failure)) return null;
        var backoff = TimeSpan.FromTicks(Math.Min(First.Ticks << Math.Min(tried - 1, 10), Longest.Ticks));
        var asked = failure.ServerWait ?? TimeSpan.Zero;
        return asked > Longest ? null : asked > backoff ? asked : backoff;
    }

    public Task DelayAsync(int tried, TransferException failure, CancellationToken token)
    {
        var wait = WaitAfter(tried, failure) ?? TimeSpan.Zero;
        var asked = failure.ServerWait ?? TimeSpan.Zero;
        var scattered = (wait / 2) + (wait / 2 * Draw());
        return Task.Delay(scattered > asked ? scattered : asked, time, token);
    }

    static bool IsWorthAnother(TransferException e) => !e.Failure.IsFinal && e.Failure.Reason switch
    {
        Reason.Status => e.Status is 408 or 429 or 500 or 502 or 503 or 504 or > 505,
        Reason.Timeout or Reason.Slow or Reason.Dns or Reason.Connect or Reason.Reset or Reason.Truncated or Reason.Checksum => true,
        _ => false,
    };

    double Draw()
    {
        lock (chance) return chance.NextDouble();
    }
}
