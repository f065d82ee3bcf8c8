using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Engine.Reporting;

namespace Swarm.Reporting;

/// <summary>A job at one moment. Counts are this run's, but for <see cref="Before"/>.</summary>
public sealed record JobSnapshot
{
    public TimeSpan Elapsed { get; init; }

    /// <summary>What an earlier run in the same folder left.</summary>
    public FrontierCounts Before { get; init; }

    public long Added { get; init; }

    public long Duplicates { get; init; }

    public long Faults { get; init; }

    public bool ListEnded { get; init; }

    public long Done { get; init; }

    /// <summary>Files that were there already, or not modified.</summary>
    public long Skipped { get; init; }

    public long Failed { get; init; }

    /// <summary>Bytes in finished files.</summary>
    public long Stored { get; init; }

    public long Renamed { get; init; }

    public bool IsStopping { get; init; }

    /// <summary>Body bytes received, also of attempts that failed.</summary>
    public long Received { get; init; }

    /// <summary>
    /// Bytes of objects that are stored or, the large ones, on their way: each counted once, however often it was asked for, those that an
    /// earlier run left of unfinished objects included. Never less than before.
    /// </summary>
    public long BytesDone { get; init; }

    /// <summary>What <see cref="BytesDone"/> comes to when all that is on its way is whole, as far as lengths are known.</summary>
    public long BytesTotal { get; init; }

    /// <summary>The largest objects in flight, five at most.</summary>
    public IReadOnlyList<TransferSeen> Transfers { get; init; } = [];

    public long Requests { get; init; }

    public long InFlight { get; init; }

    public long Retries { get; init; }

    public IReadOnlyList<KeyValuePair<string, long>> Reasons { get; init; } = [];

    public IReadOnlyList<FailureSeen> LastFailures { get; init; } = [];

    public IReadOnlyList<OriginSeen> Origins { get; init; } = [];

    /// <summary>Ended in this run, well or not.</summary>
    public long Ended => Done + Skipped + Failed;

    /// <summary>All that this run has to do, as far as the lists have been read.</summary>
    public long Total => Before.Open + Added;
}

/// <summary>A failure in words fit for a terminal; <see cref="Again"/>: tried again after that.</summary>
public sealed record FailureSeen(string Url, string Detail, TimeSpan? Again);

/// <summary>One origin's share of a job.</summary>
public sealed class OriginSeen(Origin origin)
{
    public Origin Origin { get; } = origin;

    public long Ended { get; internal set; }

    public long Failed { get; internal set; }

    public long Bytes { get; internal set; }

    public int Concurrency { get; private set; }

    public TimeSpan Spacing { get; private set; }

    internal void Pace(PaceSeen pace) => (Concurrency, Spacing) = (pace.Concurrency, pace.Spacing);

    internal OriginSeen Copy() => (OriginSeen)MemberwiseClone();
}
