using System.Globalization;
using System.Text;

namespace Swarm.Domain.Naming;

/// <summary>Makes any text a file name that Linux, macOS and Windows all take, and that shows what it holds: what can't stand is percent-encoded.</summary>
/// <remarks>Applying it again changes nothing: a <c>%</c> is left alone. NFC throughout.</remarks>
static class PortableName
{
    /// <summary>The folder that holds a job's own state; no name from outside may fold to it.</summary>
    const string OwnFolder = ".SWARM";

    /// <summary>Ends the names of unfinished files.</summary>
    const string OwnSuffix = ".part";

    static readonly AsciiSet s_plain = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.,=+()!@$&'[];#^`{}% ");

    static readonly AsciiSet s_unportable = new("<>:\"/\\|?*\u007f");

    /// <summary>Plain ASCII that needs no change, the common case. No <c>~</c>: short and hashed names need a closer look.</summary>
    public static bool IsPlain(ReadOnlySpan<char> segment) =>
        segment.Length is > 0 and <= HashedName.MaxBytes
        && s_plain.ContainsAllOf(segment)
        && segment[^1] is not ('.' or ' ')
        && !DeviceNames.Has(segment)
        && !segment.EndsWith(OwnSuffix, StringComparison.OrdinalIgnoreCase)
        && !segment.Equals(OwnFolder, StringComparison.OrdinalIgnoreCase);

    /// <summary>One segment, of any length; empty stays empty.</summary>
    public static string Segment(string text)
    {
        if (text.Length == 0 || IsPlain(text)) return text;
        var name = Encode(text, FoldedName.Of(text) == OwnFolder).Normalize(NormalizationForm.FormC);
        if (name == "~") return Escape('~');
        if (name[^1] is '.' or ' ') name = name[..^1] + Escape(name[^1]);
        if (DeviceNames.Has(name)) name = Escape(name[0]) + name[1..];
        if (name.EndsWith(OwnSuffix, StringComparison.OrdinalIgnoreCase))
            name = name[..^OwnSuffix.Length] + Escape('.') + name[(name.Length - OwnSuffix.Length + 1)..];
        return EscapeShortName(name);
    }

    public static bool IsPortable(char ascii) => ascii is >= ' ' and < '\u007f' && !s_unportable.Contains(ascii);

    static string Encode(string text, bool escapeFirst)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            // A mark right after an escape would be composed with its last hex digit.
            if (escapeFirst || !IsPortable(rune) || (IsMark(rune) && EndsInEscape(result))) AppendEscaped(result, rune);
            else result.Append(rune.ToString());
            escapeFirst = false;
        }

        return result.ToString();
    }

    static bool IsPortable(Rune rune) => rune.IsAscii ? IsPortable((char)rune.Value) : Rune.GetUnicodeCategory(rune) switch
    {
        // Joiners are part of Persian words and of emoji; other format characters hide or turn text.
        UnicodeCategory.Format => rune.Value is 0x200C or 0x200D,
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        // SMB and WSL map U+F03A and its like back to ':' and its like.
        UnicodeCategory.PrivateUse => false,
        _ => (rune.Value & 0xFFFE) != 0xFFFE && rune.Value is not (>= 0xFDD0 and <= 0xFDEF),
    };

    static bool IsMark(Rune rune) => !rune.IsAscii
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    static bool EndsInEscape(StringBuilder text) =>
        text.Length >= 3 && text[^3] == '%' && char.IsAsciiHexDigit(text[^2]) && char.IsAsciiHexDigit(text[^1]);

    /// <summary><c>NAME~1.TXT</c> is how Windows calls some other file, too.</summary>
    static string EscapeShortName(string name)
    {
        var tilde = name.LastIndexOf('~');
        if (tilde <= 0) return name;
        var dot = name.IndexOf('.', tilde);
        var end = dot < 0 ? name.Length : dot;
        var isShort = end <= 8 && name.Length - end <= 4 && end > tilde + 1 && !name.AsSpan(tilde + 1, end - tilde - 1).ContainsAnyExceptInRange('0', '9');
        return isShort ? name[..tilde] + Escape('~') + name[(tilde + 1)..] : name;
    }

    static string Escape(char ascii) => string.Create(CultureInfo.InvariantCulture, $"%{(int)ascii:X2}");

    static void AppendEscaped(StringBuilder to, Rune rune)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)])
            to.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
    }
}
