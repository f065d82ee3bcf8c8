using System.Globalization;
using System.Text;

namespace Swarm.Domain.Naming;

/// <summary>Names of the form <c>stem~1a2b3c4d.ext</c>: how a hash gets into a name, and how such names are told.</summary>
static class HashedName
{
    /// <summary>In UTF-8 bytes; leaves room for <c>.part</c> and the like below the 255 of most file systems.</summary>
    public const int MaxBytes = 200;

    const int HashLength = 9;

    public static string Hash(ReadOnlySpan<char> text) =>
        string.Create(CultureInfo.InvariantCulture, $"~{(uint)SipHash.Of(text):x8}");

    /// <summary>Puts the hash of <paramref name="identity"/> before the extension and shortens the stem to fit.</summary>
    public static string With(string name, ReadOnlySpan<char> identity)
    {
        var (stem, extension) = Split(name);
        var room = MaxBytes - HashLength - extension.Length;
        return string.Concat(Cut(stem, room), Hash(identity), extension);
    }

    public static string Limit(string name, ReadOnlySpan<char> identity) =>
        name.Length <= MaxBytes / 3 || Encoding.UTF8.GetByteCount(name) <= MaxBytes ? name : With(name, identity);

    /// <summary>True for a name that could be taken for one made by <see cref="With"/>.</summary>
    public static bool Is(string name) => EndsInHash(name) || EndsInHash(Split(name).Stem);

    /// <summary>An extension is 1 to 10 ASCII letters or digits after the last dot, <c>.tar</c> before it included.</summary>
    public static (string Stem, string Extension) Split(string name)
    {
        var dot = name.LastIndexOf('.');
        if (dot <= 0 || name.Length - dot is < 2 or > 11) return (name, "");
        foreach (var c in name.AsSpan(dot + 1))
            if (!char.IsAsciiLetterOrDigit(c)) return (name, "");
        if (dot > 4 && name.AsSpan(dot - 4, 4).Equals(".tar", StringComparison.OrdinalIgnoreCase)) dot -= 4;
        return (name[..dot], name[dot..]);
    }

    static bool EndsInHash(string text) =>
        text.Length >= HashLength && text[^HashLength] == '~' && !text.AsSpan(text.Length - 8).ContainsAnyExcept("0123456789abcdef");

    /// <summary>Cuts between characters, and never within a %XX.</summary>
    static string Cut(string stem, int room)
    {
        if (Encoding.UTF8.GetByteCount(stem) <= room) return stem;
        var (length, bytes) = (0, 0);
        foreach (var rune in stem.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > room) break;
            length += rune.Utf16SequenceLength;
        }

        if (length > 0 && stem[length - 1] == '%') length--;
        else if (length > 1 && stem[length - 2] == '%') length -= 2;
        return stem[..length];
    }
}
