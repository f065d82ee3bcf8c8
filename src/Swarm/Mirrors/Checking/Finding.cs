using Swarm.Domain;

namespace Swarm.Mirrors.Checking;

/// <summary>What is wrong with a reference.</summary>
public enum FindingKind
{
    /// <summary>It leads to no file inside of the mirror.</summary>
    Missing,

    /// <summary>What the page needs is loaded from the network.</summary>
    Remote,

    /// <summary>It leads to the network, and nothing says why that was not saved.</summary>
    Unsaved,

    /// <summary>The file is there, the place in it is not: a lesser fault.</summary>
    Anchor,

    /// <summary>The ledger knows of a file that is not there.</summary>
    Lost,

    /// <summary>A page could not be read to its end.</summary>
    Unread,
}

/// <summary>One thing that is wrong in a mirror.</summary>
/// <param name="File">The file that it stands in.</param>
/// <param name="Target">Where the reference leads, as written; of a lost file its URL.</param>
/// <param name="Why">In words fit for a person.</param>
/// <param name="IsExplained">The scope, robots.txt or the server's own answer keep it out: nothing could be done better.</param>
public sealed record Finding(FindingKind Kind, string File, string Target, string Why, bool IsExplained)
{
    public LinkKind? Link { get; init; }

    /// <summary>Element and attribute, such as <c>img src</c>; null where the file as such is meant.</summary>
    public string? Place { get; init; }

    /// <summary>All but a lesser fault.</summary>
    public bool IsHole => Kind != FindingKind.Anchor;
}

/// <summary>A mirror's state in numbers.</summary>
/// <param name="Pages">Read.</param>
/// <param name="References">In them, but for those that no mirror could hold (<c>mailto:</c>, <c>data:</c>).</param>
/// <param name="Sound">Of those: the file is there, or it is a link that leads out for a reason.</param>
/// <param name="Holes">Explained ones included.</param>
/// <param name="Unexplained">Holes for which there is no reason.</param>
/// <param name="Anchors">References to a place that is not in its file.</param>
public readonly record struct CheckSummary(long Pages, long References, long Sound, long Holes, long Unexplained, long Anchors)
{
    /// <summary>Share of sound references, 0 to 1.</summary>
    public double Score => References == 0 ? 1 : (double)Sound / References;

    public bool IsGood => Unexplained == 0;
}
