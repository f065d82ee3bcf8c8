using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Swarm.Pages.Html;

/// <summary>
/// A simhash (Charikar 2002) over the first 2,000 words in threes: pages of like text have values that differ in few bits. Nothing
/// here branches on what the text says, which is most of what that would cost.
/// </summary>
sealed class WordVotes
{
    const int FewestWords = 20;
    const int MostWords = 2000;

    readonly BitVotes _votes = new();
    ulong _last, _before;
    int _words;

    /// <summary>0 where there were too few words.</summary>
    public ulong Value => _words < FewestWords ? 0 : Math.Max(1, _votes.Majority());

    public void Add(ReadOnlySpan<char> text)
    {
        if (_words >= MostWords) return;
        var start = -1;
        for (var block = 0; block < text.Length; block += WordMask.Width)
        {
            var mask = WordMask.Of(text[block..]);
            var borders = mask ^ ((mask << 1) | (start < 0 ? 0u : 1u));
            for (; borders != 0; borders &= borders - 1)
            {
                var at = block + BitOperations.TrailingZeroCount(borders);
                if (start >= 0) AddWord(text, start, at);
                start = start < 0 ? at : -1;
            }
        }

        if (start >= 0) AddWord(text, start, text.Length);
    }

    void AddWord(ReadOnlySpan<char> text, int start, int end)
    {
        if (_words >= MostWords) return;
        var word = WordHash(text, start, end);
        if (++_words > 2) _votes.Add(Mix(_before ^ BitOperations.RotateLeft(_last, 21) ^ BitOperations.RotateLeft(word, 42)));
        (_before, _last) = (_last, word);
    }

    /// <summary>Of a word's first eight characters and, where it has more, its last eight; in any case.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong WordHash(ReadOnlySpan<char> text, int start, int end)
    {
        var length = Math.Min(end - start, 8);
        var hash = Hash(text, start, length);
        return end - start > 8 ? hash + BitOperations.RotateLeft(Hash(text, end - 8, 8), 13) : hash;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Hash(ReadOnlySpan<char> text, int start, int length) =>
        text.Length - start >= 8 ? HashOfEight(text[start..], length) : HashAtEnd(text.Slice(start, length));

    static ulong HashAtEnd(ReadOnlySpan<char> text)
    {
        Span<char> eight = stackalloc char[8];
        text.CopyTo(eight);
        return HashOfEight(eight, text.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong HashOfEight(ReadOnlySpan<char> eight, int length)
    {
        const ulong lower = 0x0020_0020_0020_0020;
        var halves = MemoryMarshal.Cast<char, ulong>(eight);
        var first = ((halves[0] | lower) & First(length)) * 0x9E3779B97F4A7C15;
        var second = ((halves[1] | lower) & First(length - 4)) * 0xC2B2AE3D27D4EB4F;
        return first ^ BitOperations.RotateLeft(second, 31);
    }

    /// <summary>A mask of as many of four characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong First(int count) => count <= 0 ? 0 : count >= 4 ? ulong.MaxValue : (1ul << (count * 16)) - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93;
        return value ^ (value >> 29);
    }
}
