using System.Collections.Concurrent;
using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.IO.Http;

namespace Swarm.Jobs;

/// <summary>The job's and each origin's bandwidth, of what comes and of what goes apart.</summary>
static class Bandwidth
{
    /// <summary>The exchanger with the bodies of its requests held back.</summary>
    public static IExchanger Over(IExchanger exchanger, RateOptions rate, TimeProvider time) =>
        Throttle(rate, time) is { } throttle ? new ThrottledExchanger(exchanger, throttle) : exchanger;

    /// <returns>Null where nothing is limited.</returns>
    public static Func<Origin, int, CancellationToken, ValueTask>? Throttle(RateOptions rate, TimeProvider time)
    {
        if (rate is { Job: <= 0, PerOrigin: <= 0 }) return null;
        var job = rate.Job > 0 ? new BandwidthLimit(rate.Job, time) : null;
        var origins = new ConcurrentDictionary<Origin, BandwidthLimit>();
        return async (origin, bytes, token) =>
        {
            if (job is not null) await job.TakeAsync(bytes, token);
            if (rate.PerOrigin > 0) await origins.GetOrAdd(origin, _ => new BandwidthLimit(rate.PerOrigin, time)).TakeAsync(bytes, token);
        };
    }
}
