using Swarm.Domain;
using Swarm.Domain.Naming;

namespace Swarm.Mirrors.Checking;

/// <summary>A place in a file that a reference leads to.</summary>
/// <param name="Fragment">With its <c>#</c>.</param>
/// <param name="File">Where the reference stands; the rest is what it says.</param>
readonly record struct AnchorWish(string Fragment, string File, string Text, LinkKind Link, string Element, string Attribute)
{
    /// <summary>What is to be said where the target has no such place.</summary>
    public Finding Missing(string target) =>
        new(FindingKind.Anchor, File, Text, $"nothing in {target} has that name", IsExplained: true) { Link = Link, Place = $"{Element} {Attribute}" };

    /// <summary>The top of the page, a text in it, or a part of a picture: no id is meant.</summary>
    public static bool IsAnywhere(string fragment) => fragment.Length <= 1
        || fragment.Equals("#top", StringComparison.OrdinalIgnoreCase)
        || fragment.StartsWith("#:~:", StringComparison.Ordinal)
        || fragment.StartsWith("#svgView(", StringComparison.Ordinal)
        || fragment.StartsWith("#xywh=", StringComparison.Ordinal);

    /// <summary>Whether it is among anchors that are known by their hashes, as written or decoded.</summary>
    public bool IsAmong(ReadOnlySpan<ulong> anchors) =>
        anchors.Contains(SipHash.Of(Fragment.AsSpan(1)))
        || (Fragment.Contains('%') && TreeUrls.Decode(Fragment.AsSpan(1)) is { } decoded && anchors.Contains(SipHash.Of(decoded)));

    public static ulong[] Hashed(IReadOnlyList<string> anchors)
    {
        var hashes = new ulong[anchors.Count];
        for (var i = 0; i < hashes.Length; i++) hashes[i] = SipHash.Of(anchors[i]);
        return hashes;
    }
}
