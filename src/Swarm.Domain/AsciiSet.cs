namespace Swarm.Domain;

/// <summary>
/// A set of ASCII characters for texts as short as URLs and names are. It does what <see cref="System.Buffers.SearchValues"/> does, without
/// vectors: those the runtime compiles anew at each start, which takes longer than to look through all the texts of a short run.
/// </summary>
public readonly struct AsciiSet
{
    readonly ulong _low;
    readonly ulong _high;

    /// <exception cref="ArgumentOutOfRangeException">A character is beyond ASCII.</exception>
    public AsciiSet(string characters)
    {
        ArgumentNullException.ThrowIfNull(characters);
        foreach (var c in characters)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(c, '\u007F', nameof(characters));
            if (c < 64) _low |= 1ul << c;
            else _high |= 1ul << (c - 64);
        }
    }

    public bool Contains(char c) => c < 128 && ((c < 64 ? _low >> c : _high >> (c - 64)) & 1) != 0;

    /// <summary>Where the first character stands that is not in the set; -1: all are.</summary>
    public int IndexOfOther(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
            if (!Contains(text[i])) return i;
        return -1;
    }

    public bool ContainsAllOf(ReadOnlySpan<char> text) => IndexOfOther(text) < 0;
}
