namespace Swarm.Domain.Transfers.Segments;

/// <summary>Whether further ranges of an object may be asked for beside its first answer.</summary>
public static class SplitRules
{
    /// <param name="head">The answer to a plain GET.</param>
    /// <param name="hasDigest">A digest of the whole will be checked: parts of two versions can't pass for one, even where nothing pins them.</param>
    public static bool CanSplit(ResponseHead head, bool hasDigest = false) =>
        head is { Status: 200, Length: not null }
        && head.Headers.Coding() is null
        && !RefusesRanges(head.Headers)
        && (hasDigest || !RangePin.Of(head).IsNone);

    // RFC 9110, section 14.3: absent says nothing, "none" says no.
    static bool RefusesRanges(IReadOnlyList<Header> headers) =>
        headers.Find("Accept-Ranges") is { } ranges && ranges.AsSpan().Trim(" \t").Equals("none", StringComparison.OrdinalIgnoreCase);
}
