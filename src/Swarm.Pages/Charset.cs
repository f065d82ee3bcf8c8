using System.Text;

namespace Swarm.Pages;

/// <summary>Encodings by what is said of them: a mark at the start, a type's parameter, a label (Encoding Standard, section 4.2).</summary>
static class Charset
{
    const string Blanks = " \t\n\f\r";

    /// <summary>By its byte order mark; null where there is none.</summary>
    public static Encoding? ByMark(ReadOnlySpan<byte> content) => content switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        _ => null,
    };

    /// <summary>By the <c>charset</c> of a Content-Type; null where none is said or it is unknown.</summary>
    public static Encoding? ByType(string? contentType)
    {
        var rest = contentType.AsSpan();
        for (var end = rest.IndexOf(';'); end >= 0; end = rest.IndexOf(';'))
        {
            rest = rest[(end + 1)..];
            var parameter = rest.TrimStart();
            if (!parameter.StartsWith("charset", StringComparison.OrdinalIgnoreCase)) continue;
            var value = parameter["charset".Length..].TrimStart();
            if (value is not ['=', ..]) continue;
            value = value[1..].TrimStart();
            var stop = value is ['"', ..] ? value[1..].IndexOf('"') + 1 : value.IndexOf(';');
            return ByLabel((stop <= 0 ? value : value[..stop]).Trim('"'));
        }

        return null;
    }

    /// <summary>By a label; null where it is unknown.</summary>
    public static Encoding? ByLabel(ReadOnlySpan<char> label)
    {
        label = label.Trim(Blanks);
        if (label.IsEmpty || label.Length > 40) return null;
        var name = Usual(label.ToString().ToLowerInvariant());
        return name switch
        {
            "utf8" or "utf-8" or "unicode-1-1-utf-8" or "unicode11utf8" or "unicode20utf8" or "x-unicode20utf8" => Encoding.UTF8,
            "utf-16" or "utf-16le" or "ucs-2" or "unicode" or "csunicode" or "iso-10646-ucs-2" or "unicodefeff" => Encoding.Unicode,
            "utf-16be" or "unicodefffe" => Encoding.BigEndianUnicode,
            "utf-7" or "utf-32" or "utf-32le" or "utf-32be" => null,
            _ => CodePage(name) is > 0 and var page ? CodePagesEncodingProvider.Instance.GetEncoding(page) : Known(name),
        };
    }

    static string Usual(string name) =>
        name.StartsWith("cp125", StringComparison.Ordinal) ? "windows-" + name[2..]
        : name.StartsWith("x-cp125", StringComparison.Ordinal) ? "windows-" + name[4..]
        : name.StartsWith("iso8859", StringComparison.Ordinal) ? "iso-8859-" + name[7..].TrimStart('-')
        : name;

    /// <summary>Of labels that .NET does not know, or takes for another encoding than browsers do; 0: none of them.</summary>
    static int CodePage(string name) => name switch
    {
        "ascii" or "us-ascii" or "ansi_x3.4-1968" or "latin1" or "l1" or "iso-8859-1" or "iso_8859-1" or "iso_8859-1:1987" or "iso-ir-100" or "csisolatin1" or "cp819" or "ibm819" => 1252,
        "iso-8859-9" or "iso_8859-9" or "iso_8859-9:1989" or "iso-ir-148" or "csisolatin5" or "latin5" or "l5" => 1254,
        "iso-8859-11" or "tis-620" or "dos-874" => 874,
        "866" or "csibm866" => 866,
        "iso-8859-6-e" or "iso-8859-6-i" or "csiso88596e" or "csiso88596i" or "asmo-708" => 28596,
        "iso-8859-8-e" or "csiso88598e" or "csiso88598i" => 28598,
        "sun_eu_greek" => 28597,
        "koi8_r" => 20866,
        "mac" or "csmacintosh" or "x-mac-roman" => 10000,
        "x-mac-ukrainian" => 10007,
        "x-gbk" or "gb_2312" => 936,
        "ms932" or "windows-31j" => 932,
        "windows-949" or "euc-kr" or "cseuckr" => 949,
        _ => 0,
    };

    static Encoding? Known(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
