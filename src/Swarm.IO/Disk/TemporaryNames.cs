using System.Security.Cryptography;
using System.Text;

namespace Swarm.IO.Disk;

/// <summary>Names beside the target that no two files of any two runs share and that no server can guess: <c>NAME.TAG-N.part</c>.</summary>
sealed class TemporaryNames
{
    /// <summary>So that the longest name still fits 255 bytes with a tag behind it: in characters of at most three bytes.</summary>
    const int LongestStem = 64;

    long _count;

    /// <summary>Drawn from the system and not from the job's seed: a server that could guess it could name a file so.</summary>
    internal string Tag { get; } = RandomNumberGenerator.GetHexString(12, lowercase: true);

    internal string Next(string name) => $"{Stem(name)}.{Tag}-{Interlocked.Increment(ref _count)}.part";

    /// <summary>Where the partial file of a failed bundle is kept; the next attempt of this run takes its place.</summary>
    internal string Kept(string name) => name.Length <= LongestStem ? $"{name}.{Tag}.part" : $"{Stem(name)}~{Hash(name)}.{Tag}.part";

    /// <summary>Whether <paramref name="name"/> is a temporary name of the run with <paramref name="tag"/>.</summary>
    internal static bool IsOf(ReadOnlySpan<char> name, string tag)
    {
        if (!name.EndsWith(".part", StringComparison.Ordinal)) return false;
        var stem = name[..^".part".Length];
        var dash = stem.LastIndexOf('-');
        return dash > tag.Length && stem[..dash].EndsWith(tag, StringComparison.Ordinal) && stem[dash - tag.Length - 1] == '.'
            && !stem[(dash + 1)..].ContainsAnyExceptInRange('0', '9');
    }

    static string Hash(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 8));

    static ReadOnlySpan<char> Stem(string name) =>
        name.Length <= LongestStem ? name
        : char.IsHighSurrogate(name[LongestStem - 1]) ? name.AsSpan(0, LongestStem - 1) : name.AsSpan(0, LongestStem);
}
