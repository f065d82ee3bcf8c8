using System.Text;

namespace Swarm.Domain.Integrity;

/// <summary>One line of a checksum file, GNU's or BSD's form. Read by hand: it is tried on every list, before anything else can start.</summary>
/// <param name="Kind">The digest's name where the line says it.</param>
public readonly record struct ChecksumLine(string? Kind, string Hex, string Name)
{
    static readonly string[] Kinds = ["MD5", "SHA1", "SHA256", "SHA512"];

    public static bool TryRead(string line, out ChecksumLine read)
    {
        // A backslash in front says that the name is written with escapes.
        var isEscaped = line.StartsWith('\\');
        var text = isEscaped ? line[1..] : line;
        if (!TryGnu(text, out read) && !TryBsd(text, out read)) return false;
        var name = isEscaped ? Unescape(read.Name) : read.Name;
        read = read with { Name = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name };
        return true;
    }

    /// <summary><c>HEX  name</c>, or <c>HEX *name</c>.</summary>
    static bool TryGnu(string text, out ChecksumLine read)
    {
        var end = text.IndexOf(' ', StringComparison.Ordinal);
        read = default;
        if (end is not (32 or 40 or 64 or 128) || !IsHex(text.AsSpan(0, end))) return false;
        if (text.Length < end + 3 || text[end + 1] is not (' ' or '*')) return false;
        read = new ChecksumLine(null, text[..end], text[(end + 2)..]);
        return true;
    }

    /// <summary><c>SHA256 (name) = HEX</c>.</summary>
    static bool TryBsd(string text, out ChecksumLine read)
    {
        // In spans: a string's LastIndexOf, even an ordinal one, makes the rules of cultures ready first.
        var (open, close) = (text.AsSpan().IndexOf(" ("), text.AsSpan().LastIndexOf(") = "));
        read = default;
        if (open < 0 || close <= open + 2 || Array.IndexOf(Kinds, text[..open]) < 0) return false;
        var hex = text[(close + 4)..];
        if (hex.Length is < 32 or > 128 || !IsHex(hex)) return false;
        read = new ChecksumLine(text[..open], hex, text[(open + 2)..close]);
        return true;
    }

    static bool IsHex(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (!char.IsAsciiHexDigit(c)) return false;
        return true;
    }

    static string Unescape(string name)
    {
        var plain = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] != '\\' || i + 1 == name.Length) plain.Append(name[i]);
            else plain.Append(name[++i] switch { 'n' => '\n', 'r' => '\r', var c => c });
        }

        return plain.ToString();
    }
}
