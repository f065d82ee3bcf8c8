using Swarm.Engine;
using Swarm.Engine.Reporting;
using Swarm.Reporting;

namespace Swarm.Client;

/// <summary>Tells a caller how far a job is, ten times a second at most. A caller who throws is told no more, and loses no result by it.</summary>
sealed class ProgressObserver(JobMeter meter, TimeProvider time, IProgress<JobSnapshot>? progress) : IJobObserver
{
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    readonly JobTally _tally = new(meter, time);
    IProgress<JobSnapshot>? _progress = progress;
    long _last = time.GetTimestamp();
    long _unmapped;

    /// <summary>An item that asks for nothing: no job hears of it.</summary>
    public void AddUnmapped() => Interlocked.Increment(ref _unmapped);

    public void OnFact(JobFact fact)
    {
        if (_progress is null) return;
        _tally.OnFact(fact);
        if (time.GetElapsedTime(_last) < Interval) return;
        _last = time.GetTimestamp();
        Report();
    }

    public void Report()
    {
        try
        {
            _progress?.Report(Snapshot());
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _progress = null;
        }
    }

    JobSnapshot Snapshot()
    {
        var (seen, unmapped) = (_tally.Snapshot(), Interlocked.Read(ref _unmapped));
        return seen with { Added = seen.Added + unmapped, Failed = seen.Failed + unmapped };
    }
}
