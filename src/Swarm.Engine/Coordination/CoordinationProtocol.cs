using Swarm.Domain;
using Swarm.Domain.Frontier;

namespace Swarm.Engine.Coordination;

/// <summary>Begins the job. The asker gets one <see cref="JobEnded"/>.</summary>
public sealed record Begin;

/// <summary>Ends the job early: what is in flight gets the grace time, what is open stays for the next run.</summary>
/// <param name="AtOnce">No grace: give up what is in flight now.</param>
/// <param name="Failure">Why the job can't go on, or null where somebody wished it.</param>
public sealed record StopJob(bool AtOnce, Failure? Failure = null);

/// <summary>How a job ended.</summary>
/// <param name="Stopped">Asked to end before everything was done.</param>
/// <param name="Failure">What made it impossible to go on, or null.</param>
/// <param name="Faults">Lines of the lists that could not be used.</param>
public readonly record struct JobEnded(FrontierCounts Counts, bool Stopped, Failure? Failure, long Faults, long Duplicates)
{
    /// <summary>Which of a crawl's own limits ended it, in words fit for a person, with what is left for another run; else null.</summary>
    public string? Limit { get; init; }
}
