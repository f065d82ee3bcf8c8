using System.Security.Cryptography;
using System.Text;
using Swarm.Domain;

namespace Swarm.IO.Disk;

/// <summary>Names beside the target that no two files of any two runs share and that no server can guess: <c>NAME.TAG-N.part</c>.</summary>
sealed class TemporaryNames
{
    /// <summary>So that the longest name still fits 255 bytes with a tag behind it: in characters of at most three bytes.</summary>
    const int LongestStem = 64;

    internal const string CheckpointEnding = ".swarm";
    const string PartialEnding = ".partial";

    long _count;

    /// <summary>Drawn from the system and not from the job's seed: a server that could guess it could name a file so.</summary>
    internal string Tag { get; } = SystemChance.Tag();

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

    /// <summary>The partial of a part file: it outlives its run, so no sweep may know it.</summary>
    internal string NextPartial(string name) => $"{Stem(name)}.{Tag}-{Interlocked.Increment(ref _count)}{PartialEnding}";

    /// <summary>Whether <paramref name="name"/> can be a partial of <paramref name="target"/> of any run.</summary>
    internal static bool IsPartial(string name, string target)
    {
        var stem = Stem(target);
        if (!name.StartsWith(stem, StringComparison.Ordinal) || !name.EndsWith(PartialEnding, StringComparison.Ordinal)) return false;
        var tag = name.AsSpan(stem.Length, name.Length - stem.Length - PartialEnding.Length);
        return tag.Length > 14 && tag[0] == '.' && tag[13] == '-' && !tag[14..].ContainsAnyExceptInRange('0', '9')
            && !tag[1..13].ContainsAnyExcept("0123456789abcdef");
    }

    /// <summary>The checkpoint that lies beside its target.</summary>
    internal static string Checkpoint(string name) =>
        name.Length <= LongestStem ? name + CheckpointEnding : $"{Stem(name)}~{Hash(name)}{CheckpointEnding}";

    /// <summary>The checkpoint that lies with all others. Jobs' keys are numbers and name it themselves: the cryptography library takes ten milliseconds to load.</summary>
    internal static string CheckpointOf(string key) => (key.Length is > 0 and < 20 && !key.AsSpan().ContainsAnyExceptInRange('0', '9') ? key : Hash(key, 16)) + CheckpointEnding;

    static string Hash(string name, int bytes = 8) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, bytes));

    static ReadOnlySpan<char> Stem(string name) =>
        name.Length <= LongestStem ? name
        : char.IsHighSurrogate(name[LongestStem - 1]) ? name.AsSpan(0, LongestStem - 1) : name.AsSpan(0, LongestStem);
}
