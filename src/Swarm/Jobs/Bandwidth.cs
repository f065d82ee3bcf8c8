using System.Collections.Concurrent;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.Jobs;

/// <summary>The job's and each origin's bandwidth as one function; null where nothing is limited.</summary>
static class Bandwidth
{
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
