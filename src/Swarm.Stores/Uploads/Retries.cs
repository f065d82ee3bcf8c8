using Swarm.Domain;
using Swarm.Domain.Requests;

namespace Swarm.Stores.Uploads;

/// <summary>Makes a request of an upload again, where another try may mend it: a few times, after short waits that grow and scatter. Thread-safe.</summary>
/// <remarks>Longer waits that a server asks for are not made here, where a slot is held: the object's next try is due then.</remarks>
sealed class Retries(int attempts, TimeProvider time, Random chance)
{
    static readonly BackoffOptions Backoff = new() { First = TimeSpan.FromSeconds(0.5), Multiplier = 2, Maximum = TimeSpan.FromSeconds(10), Jitter = Jitter.Equal };

    public int Attempts => attempts;

    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> request, CancellationToken token)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await request(token);
            }
            catch (TransferException e) when (MayTryAgain(tried, e))
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

    /// <summary>It is worth another try and has not had enough, nor does the server ask for a longer wait.</summary>
    /// <param name="tried">1 for the first try.</param>
    public bool MayTryAgain(int tried, TransferException failure) =>
        tried < attempts && StoreRetry.IsWorthwhile(failure) && (failure.ServerWait ?? TimeSpan.Zero) <= Backoff.Maximum;

    public Task DelayAsync(int tried, TransferException failure, CancellationToken token)
    {
        TimeSpan wait;
        lock (chance) wait = Backoff.Wait(tried, chance);
        return Task.Delay(failure.ServerWait is { } asked && asked > wait ? asked : wait, time, token);
    }
}
