using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Lists;

namespace Swarm.Engine.Reporting;

/// <summary>What happens in a job, published once by who knows it. Screen, report, log and the library's callers only listen.</summary>
public abstract record JobFact;

/// <summary>The job is open; the counts are an earlier run's.</summary>
public sealed record JobBegan(FrontierCounts Counts) : JobFact;

public sealed record LineFaulty(ListFault Fault) : JobFact;

/// <summary>Bundles taken from the lists so far.</summary>
public sealed record ListRead(long Added, long Duplicates, bool End) : JobFact;

/// <summary>Bundles that repeat others.</summary>
public sealed record RepeatsSeen(IReadOnlyList<Repeat> Repeats) : JobFact;

/// <summary>Outcomes that are durable now.</summary>
public sealed record OutcomesStored(IReadOnlyList<BundleEnd> Ends) : JobFact;

public readonly record struct BundleEnd(Lease Lease, Outcome Outcome);

/// <summary>A bundle waits for another try.</summary>
public sealed record TryingAgain(Bundle Bundle, int Attempts, TimeSpan After, Failure Failure) : JobFact;

/// <summary>How far a large object in flight is; told a few times a second at most, and when its connections change.</summary>
/// <param name="Id">Of the bundle.</param>
/// <param name="Url">The asked one.</param>
/// <param name="Done">Bytes of it that are there, each counted once, those of earlier attempts and runs included.</param>
/// <param name="Total">Bytes that it will have.</param>
/// <param name="Connections">That fetch it now; 0: it waits for another try.</param>
/// <param name="Resumed">Of <paramref name="Done"/>, those that were there when this run took it up.</param>
public sealed record TransferProgressed(long Id, WebUrl Url, long Done, long Total, int Connections, long Resumed) : JobFact;

/// <summary>An origin's pace has changed.</summary>
public sealed record PaceSeen(Origin Origin, int Concurrency, TimeSpan Spacing) : JobFact;

/// <summary>A finished file gave its natural name up to another.</summary>
public sealed record FileRenamed(NameMove Move) : JobFact;

/// <summary>The job is being stopped; a second request stops it at once.</summary>
/// <param name="Failure">Why it can't go on, or null where somebody wished it.</param>
/// <param name="AtOnce">What is in flight may not finish.</param>
public sealed record JobStopping(Failure? Failure, bool AtOnce = false) : JobFact;

/// <summary>Listens to a job. Called from one thread at a time; must not block.</summary>
public interface IJobObserver
{
    void OnFact(JobFact fact);
}
