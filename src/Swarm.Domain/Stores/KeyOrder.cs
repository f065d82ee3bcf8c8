namespace Swarm.Domain.Stores;

/// <summary>The order in which stores list keys: by their bytes of UTF-8. It differs from UTF-16's where surrogates meet what is above them.</summary>
public sealed class KeyOrder : IComparer<string>
{
    const string Highest = "\U0010FFFF";

    public static KeyOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var a = x.AsSpan();
        var b = y.AsSpan();
        var same = a.CommonPrefixLength(b);
        if (same == a.Length || same == b.Length) return a.Length.CompareTo(b.Length);
        return Rank(a[same]).CompareTo(Rank(b[same]));
    }

    /// <summary>A key that is listed behind all that begin with <paramref name="prefix"/>, but for those that go on with U+10FFFF.</summary>
    public static string Behind(string prefix) => prefix + Highest;

    static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
