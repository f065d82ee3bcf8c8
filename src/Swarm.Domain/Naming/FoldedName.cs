using System.Buffers;
using System.Globalization;
using System.Text;

namespace Swarm.Domain.Naming;

/// <summary>The form under which two names may be one file on some file system (NTFS, APFS, ext4 casefold, ZFS formKD).</summary>
/// <remarks>Coarser than any of them alone: compatibility decomposition, upper case, ignorable characters dropped.</remarks>
static class FoldedName
{
    public static string Of(string name)
    {
        if (Ascii.IsValid(name)) return name.ToUpperInvariant();
        var result = new StringBuilder(name.Length + 8);
        foreach (var rune in WellFormed(name).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (IsIgnorable(rune)) continue;
            if (rune.Value is 0xDF or 0x1E9E) result.Append("SS");
            else if (rune.Value == 0x131) result.Append('I');
            else result.Append(Rune.ToUpperInvariant(rune).ToString());
        }

        return result.ToString();
    }

    /// <summary>With U+FFFD for lone surrogates and U+FFFE, which the framework normalises in no form.</summary>
    public static string WellFormed(string text)
    {
        if (IsWellFormed(text)) return text;
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            result.Append(rune.Value == 0xFFFE ? "\ufffd" : rune.ToString());
        return result.ToString();
    }

    static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var consumed) != OperationStatus.Done || rune.Value == 0xFFFE) return false;
            text = text[consumed..];
        }

        return true;
    }

    /// <summary>Default_Ignorable_Code_Point, near enough: format characters, variation selectors, fillers.</summary>
    static bool IsIgnorable(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
        || rune.Value is 0x34F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFFA0
            or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF);
}
