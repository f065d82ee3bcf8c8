namespace Swarm.Settings;

/// <summary>Which known key a misspelt one was meant to be.</summary>
static class NearestKey
{
    /// <summary>The nearest of those that are near enough, or null.</summary>
    public static string? Of(string key, IEnumerable<string> known) =>
        known.Where(k => IsNear(key, k)).MinBy(k => Distance(key, k));

    public static bool IsNear(string key, string known) => Distance(key, known) <= Math.Max(1, Folded(known).Length / 3);

    /// <summary>Insertions, deletions, replacements and swaps of neighbours; case, dashes and underscores don't count.</summary>
    public static int Distance(string key, string known)
    {
        var (a, b) = (Folded(key), Folded(known));
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) cost[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) cost[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replaced, 1 + Math.Min(cost[i - 1, j], cost[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }

        return cost[a.Length, b.Length];
    }

    // Hostile texts are not worth a square of their length.
    static string Folded(string key) => string.Concat(key.Take(64).Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
