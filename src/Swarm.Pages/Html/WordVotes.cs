using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Swarm.Pages.Html;

/// <summary>
/// A simhash (Charikar 2002) over the first 2,000 words in threes: pages of like text have values that differ in few bits. Nothing
/// here branches on what the text says, which is most of what that would cost.
/// </summary>
sealed class WordVotes
{
    const int FewestWords = 20;
    const int MostWords = 2000;

    /// <summary>Words are counted so many at a time: a part of the most.</summary>
    const int Batch = 100;

    /// <summary>The places of eight characters.</summary>
    static Vector128<ushort> Places => Vector128.Create((ushort)0, 1, 2, 3, 4, 5, 6, 7);

    readonly BitVotes _votes = new();

    /// <summary>The hashes of the last two words that were counted, and of those that are not yet.</summary>
    readonly ulong[] _hashes = new ulong[2 + Batch];

    int _pending = 2;
    int _words;

    /// <summary>0 where there were too few words.</summary>
    public ulong Value
    {
        get
        {
            Count();
            return _words < FewestWords ? 0 : Math.Max(1, _votes.Majority());
        }
    }

    /// <summary>Takes a stretch of a page. What follows it may be looked at, so that only the page's own end has to be read with care, but has no say.</summary>
    public void Add(ReadOnlySpan<char> page, int start, int length)
    {
        var (word, end) = (-1, start + length);
        for (var block = start; block < end && _words < MostWords; block += WordMask.Width)
        {
            var mask = WordMask.Of(page[block..]);
            if (end - block < WordMask.Width) mask &= (1u << (end - block)) - 1;
            var borders = mask ^ ((mask << 1) | (word < 0 ? 0u : 1u));
            for (; borders != 0; borders &= borders - 1)
            {
                var at = block + BitOperations.TrailingZeroCount(borders);
                if (word >= 0) AddWord(page, word, at);
                word = word < 0 ? at : -1;
            }
        }

        if (word >= 0) AddWord(page, word, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void AddWord(ReadOnlySpan<char> page, int start, int end)
    {
        _hashes[_pending++] = WordHash(page, start, end);
        if (_pending == _hashes.Length) Count();
    }

    void Count()
    {
        if (_words < MostWords) CountPending();
        _pending = 2;
    }

    void CountPending()
    {
        var (before, last) = (_hashes[_pending - 2], _hashes[_pending - 1]);
        var first = _words == 0 ? 2 : 0;
        for (var i = first; i < _pending - 2; i++)
            _hashes[i] = Mix(_hashes[i] ^ BitOperations.RotateLeft(_hashes[i + 1], 21) ^ BitOperations.RotateLeft(_hashes[i + 2], 42));
        if (first < _pending - 2) _votes.Add(_hashes.AsSpan(first..(_pending - 2)));
        _words += _pending - 2;
        (_hashes[0], _hashes[1]) = (before, last);
    }

    /// <summary>Of a word's first eight characters and, where it has more, its last eight; in any case.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong WordHash(ReadOnlySpan<char> page, int start, int end)
    {
        var length = end - start;
        var hash = Hash(page, start, Math.Min(length, 8));
        return length > 8 ? hash + BitOperations.RotateLeft(Hash(page, end - 8, 8), 13) : hash;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Hash(ReadOnlySpan<char> page, int start, int length) =>
        page.Length - start >= 8 ? HashOfEight(page[start..], length) : HashAtEnd(page.Slice(start, length));

    static ulong HashAtEnd(ReadOnlySpan<char> text)
    {
        Span<char> eight = stackalloc char[8];
        text.CopyTo(eight);
        return HashOfEight(eight, text.Length);
    }

    /// <summary>Of as many of eight characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong HashOfEight(ReadOnlySpan<char> eight, int length)
    {
        var lower = Vector128.Create(MemoryMarshal.Cast<char, ushort>(eight)) | Vector128.Create((ushort)0x20);
        var halves = (lower & Vector128.LessThan(Places, Vector128.Create((ushort)length))).AsUInt64();
        var first = halves.ToScalar() * 0x9E3779B97F4A7C15;
        var second = halves.GetElement(1) * 0xC2B2AE3D27D4EB4F;
        return first ^ BitOperations.RotateLeft(second, 31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93;
        return value ^ (value >> 29);
    }
}
