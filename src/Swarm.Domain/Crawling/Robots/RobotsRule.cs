namespace Swarm.Domain.Crawling.Robots;

/// <summary>One allow or disallow line (RFC 9309, section 2.2.2).</summary>
/// <param name="Pattern">Normalised by <see cref="RobotsPath"/>; <c>*</c> is any text, <c>$</c> at the end the URL's end.</param>
/// <param name="Line">1-based.</param>
/// <param name="Text">The line for a person's eye.</param>
sealed record RobotsRule(string Pattern, bool Allows, int Line, string Text)
{
    public bool Matches(ReadOnlySpan<char> target)
    {
        ReadOnlySpan<char> pattern = Pattern;
        var toEnd = pattern[^1] == '$';
        if (toEnd) pattern = pattern[..^1];

        var star = pattern.IndexOf('*');
        if (star < 0) return toEnd ? target.SequenceEqual(pattern) : target.StartsWith(pattern);
        if (!target.StartsWith(pattern[..star])) return false;
        while (true)
        {
            target = target[star..];
            pattern = pattern[(star + 1)..];
            star = pattern.IndexOf('*');
            if (star < 0) return toEnd ? target.EndsWith(pattern) : target.IndexOf(pattern) >= 0;
            var at = target.IndexOf(pattern[..star]);
            if (at < 0) return false;
            target = target[at..];
        }
    }

    /// <summary>The longest first; of the same length the one that allows, then the earlier one.</summary>
    public static int Compare(RobotsRule one, RobotsRule other) =>
        (other.Pattern.Length, other.Allows, one.Line).CompareTo((one.Pattern.Length, one.Allows, other.Line));
}
