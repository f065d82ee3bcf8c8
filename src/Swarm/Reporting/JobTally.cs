using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Engine;
using Swarm.Engine.Reporting;

namespace Swarm.Reporting;

/// <summary>Adds a job's facts up for a screen or a summary; read from any thread. Bounded: failures by reason, the last few in words, the busiest origins.</summary>
public sealed class JobTally(JobMeter meter, TimeProvider time) : IJobObserver
{
    const int LastFailures = 8;
    const int KnownOrigins = 512;

    readonly Lock _lock = new();
    readonly long _began = time.GetTimestamp();
    readonly SortedDictionary<string, long> _reasons = new(StringComparer.Ordinal);
    readonly Queue<FailureSeen> _last = [];
    readonly Dictionary<Origin, OriginSeen> _origins = [];
    readonly TransferTally _transfers = new(time);
    FrontierCounts _before;
    long _added;
    long _linked;
    long _duplicates;
    long _faults;
    long _done;
    long _skipped;
    long _failed;
    long _stored;
    long _renamed;
    bool _listEnded;
    bool _stopping;

    public void OnFact(JobFact fact)
    {
        lock (_lock)
        {
            switch (fact)
            {
                case JobBegan began: _before = began.Counts; break;
                case LineFaulty: _faults++; break;
                case ListRead list: (_added, _duplicates, _listEnded) = (list.Added, list.Duplicates, list.End); break;
                case LinksAdded links: _linked = links.Added; break;
                case OutcomesStored stored: Count(stored); break;
                case TryingAgain again: Remember(again.Bundle.Url, again.Failure, again.After); break;
                case TransferProgressed progressed: _transfers.Take(progressed); break;
                case PaceSeen pace: Origin(pace.Origin).Pace(pace); break;
                case FileRenamed: _renamed++; break;
                case JobStopping: _stopping = true; break;
            }
        }
    }

    public JobSnapshot Snapshot()
    {
        lock (_lock)
        {
            return new JobSnapshot
            {
                Elapsed = time.GetElapsedTime(_began),
                Before = _before,
                Added = _added + _linked,
                Duplicates = _duplicates,
                Faults = _faults,
                ListEnded = _listEnded,
                Done = _done,
                Skipped = _skipped,
                Failed = _failed,
                Stored = _stored,
                Renamed = _renamed,
                IsStopping = _stopping,
                Received = meter.Bytes,
                Requests = meter.Requests,
                InFlight = meter.InFlight,
                Retries = meter.Retries,
                BytesDone = _transfers.Done,
                BytesTotal = _transfers.Total,
                Transfers = _transfers.Largest(),
                Reasons = [.. _reasons],
                LastFailures = [.. _last],
                Origins = [.. _origins.Values.OrderByDescending(o => o.Ended).Take(6).Select(o => o.Copy())],
            };
        }
    }

    void Count(OutcomesStored stored)
    {
        foreach (var (lease, outcome) in stored.Ends)
        {
            var origin = Origin(lease.Bundle.Url.Origin);
            origin.Ended++;
            origin.Bytes += outcome.Length;
            _transfers.End(lease.Id, outcome);
            if (outcome.Failure is { } failure && !outcome.IsGood)
            {
                _failed++;
                origin.Failed++;
                var key = ReasonKey(failure, outcome.Status);
                _reasons[key] = _reasons.GetValueOrDefault(key) + 1;
                Remember(lease.Bundle.Url, failure, null);
            }
            else if (outcome.Kind is OutcomeKind.Done or OutcomeKind.Moved)
            {
                _done++;
                _stored += outcome.Length;
            }
            else
            {
                _skipped++;
            }
        }
    }

    OriginSeen Origin(Origin origin)
    {
        if (_origins.TryGetValue(origin, out var seen)) return seen;
        if (_origins.Count >= KnownOrigins) _origins.Remove(_origins.MinBy(o => o.Value.Ended).Key);
        return _origins[origin] = new OriginSeen(origin);
    }

    void Remember(WebUrl url, Failure failure, TimeSpan? again)
    {
        if (_last.Count == LastFailures) _last.Dequeue();
        _last.Enqueue(new FailureSeen(SafeText.Of(url.Href, 200), SafeText.Of(failure.Detail, 200), again));
    }

    /// <summary>How a failure is grouped: by reason, and for statuses by the status.</summary>
    public static string ReasonKey(Failure failure, int status) =>
        failure.Reason == Reason.Status ? $"status {status}" : ReasonNames.Of(failure.Reason);
}
