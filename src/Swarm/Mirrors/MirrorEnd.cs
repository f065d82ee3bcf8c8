using Swarm.Mirrors.Changing;
using Swarm.Mirrors.Checking;
using Swarm.Mirrors.Converting;

namespace Swarm.Mirrors;

/// <summary>What a mirror's run came to behind the crawl.</summary>
/// <param name="Conversion">Of pages' links.</param>
/// <param name="Changes">Since the run before.</param>
/// <param name="Check">Of the whole tree; null where links were kept as they were sent.</param>
/// <param name="Failed">Seeds that were not had, and URLs that failed for a reason that is neither the scope's nor robots' nor the server's own.</param>
public sealed record MirrorEnd(ConversionCount Conversion, ChangeCounts Changes, CheckSummary? Check, long Failed)
{
    /// <summary>All that belongs to the mirror and could be had is there.</summary>
    public bool IsGood => Check is not { IsGood: false } && Failed == 0;
}

/// <summary>How far a run is behind its crawl.</summary>
/// <param name="Step">In words fit for a screen: <c>converting links</c>.</param>
/// <param name="Done">Files so far.</param>
public readonly record struct FinishProgress(string Step, long Done);
