namespace Swarm.ObjectStores;

/// <summary>A pattern over keys: <c>*</c> stands for any run of characters but slashes, <c>**</c> for any run at all, every other character for itself.</summary>
public sealed class KeyPattern(string pattern)
{
    const char Star = '*';

    /// <summary>What all keys that match begin with.</summary>
    public string Prefix { get; } = pattern.IndexOf(Star) is var star and >= 0 ? pattern[..star] : pattern;

    public static bool IsOne(string key) => key.Contains(Star);

    public bool Matches(string key)
    {
        // Where the last star of each kind began, and how much of the key it has taken.
        var (at, within) = (0, 0);
        var (single, singleAt, twin, twinAt) = (-1, 0, -1, 0);
        while (within < key.Length)
        {
            if (at < pattern.Length && pattern[at] == Star)
            {
                var isTwin = at + 1 < pattern.Length && pattern[at + 1] == Star;
                while (at < pattern.Length && pattern[at] == Star) at++;
                if (isTwin) (twin, twinAt, single) = (at, within, -1);
                else (single, singleAt) = (at, within);
            }
            else if (at < pattern.Length && pattern[at] == key[within]) (at, within) = (at + 1, within + 1);
            else if (single >= 0 && key[singleAt] != '/') (at, within) = (single, ++singleAt);
            else if (twin >= 0) (at, within, single) = (twin, ++twinAt, -1);
            else return false;
        }

        while (at < pattern.Length && pattern[at] == Star) at++;
        return at == pattern.Length;
    }
}
