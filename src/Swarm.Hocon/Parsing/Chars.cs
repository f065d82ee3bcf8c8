using System.Globalization;

namespace Swarm.Hocon.Parsing;

/// <summary>The specification's character classes.</summary>
internal static class Chars
{
    /// <summary>Forbidden in unquoted text, besides whitespace and the start of a comment.</summary>
    const string Reserved = "$\"{}[]:=,+#`^?!@*&\\";

    const byte Space = 1, Text = 2;

    static readonly byte[] Ascii = Classify();

    /// <summary>Whitespace as HOCON has it: Unicode's separators, the ASCII controls of that kind, the byte order mark.</summary>
    public static bool IsSpace(char c) => c < 128 ? Ascii[c] == Space : IsWideSpace(c);

    public static bool IsUnquoted(char c) => c < 128 ? Ascii[c] == Text : !IsWideSpace(c);

    public static bool IsReserved(char c) => Reserved.Contains(c);

    public static bool IsDigit(char c) => (uint)(c - '0') <= 9;

    static bool IsWideSpace(char c) =>
        c == '\uFEFF' || CharUnicodeInfo.GetUnicodeCategory(c)
            is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    static byte[] Classify()
    {
        var classes = new byte[128];
        Array.Fill(classes, Text);
        foreach (var c in Reserved)
            classes[c] = 0;
        foreach (var c in " \t\n\v\f\r\x1C\x1D\x1E\x1F")
            classes[c] = Space;
        return classes;
    }
}
