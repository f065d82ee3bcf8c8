using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Swarm.IO.Lists.Globs;

/// <summary>A URL with ranges and sets as curl writes them; its expansions are made one by one, the last part changing fastest.</summary>
sealed class GlobPattern
{
    internal const int MostParts = 16;
    internal const long MostExpansions = 1_000_000_000;

    readonly IReadOnlyList<GlobPart> _parts;

    GlobPattern(IReadOnlyList<GlobPart> parts, long count) => (_parts, Count) = (parts, count);

    internal long Count { get; }

    internal string this[long index]
    {
        get
        {
            var text = new StringBuilder();
            var weight = Count;
            foreach (var part in _parts)
            {
                weight /= part.Count;
                part.Append(text, index / weight);
                index %= weight;
            }
            return text.ToString();
        }
    }

    /// <summary>Whether there is anything to expand or to unescape.</summary>
    internal static bool IsOne(string text) => text.AsSpan().ContainsAny('[', '{', '\\');

    internal static bool TryParse(string text, [NotNullWhen(true)] out GlobPattern? pattern, out string why)
    {
        pattern = null;
        if (!GlobParser.TryParse(text, out var parts, out why)) return false;
        var count = 1L;
        foreach (var part in parts)
        {
            // No overflow: both are bounded.
            count = part.Count > MostExpansions ? MostExpansions + 1 : count * part.Count;
            if (count > MostExpansions) why = $"the pattern stands for more than {MostExpansions} URLs";
            if (why.Length > 0) return false;
        }
        pattern = new GlobPattern(parts, count);
        return true;
    }
}
