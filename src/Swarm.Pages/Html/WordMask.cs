using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Swarm.Pages.Html;

/// <summary>Tells letters, digits and all beyond ASCII from what parts words, 32 characters at a time.</summary>
static class WordMask
{
    public const int Width = 32;

    /// <summary>A bit for each of the text's first 32 characters; where there are fewer, the rest are none of a word.</summary>
    public static uint Of(ReadOnlySpan<char> text) =>
        text.Length >= Width ? OfBlock(MemoryMarshal.Cast<char, ushort>(text)) : OfRest(text);

    static uint OfRest(ReadOnlySpan<char> text)
    {
        Span<char> block = stackalloc char[Width];
        text.CopyTo(block);
        block[text.Length..].Clear();
        return OfBlock(MemoryMarshal.Cast<char, ushort>(block));
    }

    static uint OfBlock(ReadOnlySpan<ushort> text)
    {
        var chars = Vector256.NarrowWithSaturation(Vector256.Create(text), Vector256.Create(text[16..]));
        var letters = Vector256.LessThan((chars | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
        var digits = Vector256.LessThan(chars - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        return (letters | digits | chars).ExtractMostSignificantBits(); // a byte's own highest bit: beyond ASCII
    }
}
