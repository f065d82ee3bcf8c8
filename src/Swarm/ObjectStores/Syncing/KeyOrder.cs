namespace Swarm.ObjectStores.Syncing;

/// <summary>The order in which stores list keys: by their bytes of UTF-8. It differs from UTF-16's where surrogates meet what is above them.</summary>
sealed class KeyOrder : IComparer<string>
{
    public static KeyOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var a = x.AsSpan();
        var b = y.AsSpan();
        var same = a.CommonPrefixLength(b);
        if (same == a.Length || same == b.Length) return a.Length.CompareTo(b.Length);
        return Rank(a[same]).CompareTo(Rank(b[same]));
    }

    static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
