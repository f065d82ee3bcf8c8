using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Swarm.IO.State;

/// <summary>What the frontier asks of the naming rules; the one place that says how names are compared.</summary>
static class NameSeam
{
    /// <summary>64 bits that are equal for paths which a case-blind file system would not tell apart.</summary>
    public static long Key(ReadOnlySpan<char> path)
    {
        Span<char> folded = path.Length <= 512 ? stackalloc char[path.Length] : new char[path.Length];
        path.ToLowerInvariant(folded);
        return Hash(folded);
    }

    public static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    public static long Hash(ReadOnlySpan<char> text)
    {
        var bytes = MemoryMarshal.AsBytes(text);
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var hash = 0x9E3779B97F4A7C15UL ^ (ulong)bytes.Length;
        foreach (var word in words) hash = Mix(hash ^ word);
        foreach (var b in bytes[(words.Length * 8)..]) hash = Mix(hash ^ b);
        return (long)Mix(hash);
    }

    /// <summary>The name of one who lost its natural name: a function of path and identity alone.</summary>
    public static string Alternative(string path, string identity)
    {
        var tag = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 5));
        var slash = path.LastIndexOf('/');
        var dot = path.LastIndexOf('.');
        return dot > slash + 1 ? $"{path[..dot]}~{tag}{path[dot..]}" : $"{path}~{tag}";
    }

    /// <summary>Which of two identities keeps a name that both want.</summary>
    public static bool Wins(string identity, string other) => string.CompareOrdinal(identity, other) < 0;

    static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value, 0xD6E8FEB86659FD93UL, out var low);
        return BitOperations.RotateLeft(high ^ low, 29);
    }
}
