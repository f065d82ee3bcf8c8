using Swarm.Mirrors;
using Swarm.Mirrors.Checking;

namespace Swarm;

/// <summary>What a call of <see cref="SwarmClient.MirrorAsync"/> came to.</summary>
/// <param name="Done">URLs that ended well.</param>
/// <param name="Failed">URLs that did not, dead links included.</param>
/// <param name="Limit">Which of the options' limits ended the crawl before its end, in words fit for a person; null: none.</param>
/// <param name="End">Conversion, changes since the run before, and the check of the tree.</param>
public sealed record MirrorResult(long Done, long Failed, string? Limit, MirrorEnd End)
{
    /// <summary>The first ten thousand things that are wrong with the tree, those included for which there is a good reason.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>All that belongs to the mirror and could be had is there.</summary>
    public bool IsGood => End.IsGood && Limit is null;
}
