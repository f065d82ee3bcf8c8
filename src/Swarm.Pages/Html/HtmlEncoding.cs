using System.Text;
using System.Text.Unicode;

namespace Swarm.Pages.Html;

/// <summary>
/// A page's encoding (HTML Standard, section 13.2.3): its mark, its type, its own <c>meta</c>. Where none is said it is UTF-8 if its bytes are (the
/// standard allows that guess; browsers make it for files, as which a saved page is read), else windows-1252.
/// </summary>
static class HtmlEncoding
{
    /// <summary>The standard's 1,024 bytes are for a first guess, which a later <c>meta</c> corrects: so it is looked for a little further.</summary>
    public const int Prescanned = 4096;

    public static Encoding Of(ReadOnlySpan<byte> content, string? contentType) =>
        Charset.ByMark(content) ?? Charset.ByType(contentType) ?? Prescan(content) ?? (Utf8.IsValid(content) ? Encoding.UTF8 : Western);

    static Encoding Western { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>As section 13.2.3.2 does.</summary>
    static Encoding? Prescan(ReadOnlySpan<byte> content)
    {
        var head = Encoding.Latin1.GetString(content[..Math.Min(content.Length, Prescanned)]);
        if (head.StartsWith("<?xml", StringComparison.Ordinal) && ByDeclaration(head) is { } declared) return Readable(declared);
        if (!head.Contains("charset", StringComparison.OrdinalIgnoreCase)) return null;
        var tag = new TagAttributes();
        for (var at = head.IndexOf('<', StringComparison.Ordinal); at >= 0; at = head.IndexOf('<', at))
        {
            var rest = head.AsSpan(at);
            if (rest.StartsWith("<!--")) at = End(head, at + 2, "-->");
            else if (rest is ['<', '!' or '/' or '?', ..]) at = End(head, at, ">");
            else if (rest is not ['<', var c, ..] || !char.IsAsciiLetter(c)) at++;
            else
            {
                at = tag.Read(head, at);
                if (IsMeta(rest) && ByMeta(tag) is { } said) return Readable(said);
            }
        }

        return null;
    }

    static int End(string head, int at, string mark)
    {
        var end = head.IndexOf(mark, at, StringComparison.Ordinal);
        return end < 0 ? head.Length : end + mark.Length;
    }

    static bool IsMeta(ReadOnlySpan<char> tag) =>
        tag.Length > 5 && tag[1..5].Equals("meta", StringComparison.OrdinalIgnoreCase) && HtmlChars.EndsTagName(tag[5]);

    static Encoding? ByMeta(TagAttributes tag)
    {
        if (tag.Has(HtmlAttribute.Charset)) return Charset.ByLabel(tag.Raw(HtmlAttribute.Charset));
        if (!tag.Is(HtmlAttribute.HttpEquiv, "content-type")) return null;
        var content = tag.Raw(HtmlAttribute.Content);
        for (var at = content.IndexOf("charset", StringComparison.OrdinalIgnoreCase); at >= 0;)
        {
            var value = content[(at + 7)..].TrimStart(HtmlChars.Blanks);
            if (value is ['=', ..]) return Charset.ByLabel(Unquoted(value[1..].TrimStart(HtmlChars.Blanks)));
            content = value;
            at = content.IndexOf("charset", StringComparison.OrdinalIgnoreCase);
        }

        return null;
    }

    static ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> value)
    {
        var isQuoted = value is ['"' or '\'', ..];
        var end = isQuoted ? value[1..].IndexOf(value[0]) : value.IndexOfAny("; \t\n\f\r");
        return isQuoted ? value.Slice(1, Math.Max(0, end)) : end < 0 ? value : value[..end];
    }

    static Encoding? ByDeclaration(string head)
    {
        var declaration = head.AsSpan(0, End(head, 0, ">"));
        var at = declaration.IndexOf("encoding");
        if (at < 0) return null;
        var value = declaration[(at + 8)..].TrimStart(HtmlChars.Blanks);
        return value is ['=', ..] ? Charset.ByLabel(Unquoted(value[1..].TrimStart(HtmlChars.Blanks))) : null;
    }

    /// <summary>What could be read as ASCII is not UTF-16.</summary>
    static Encoding Readable(Encoding said) => said.CodePage is 1200 or 1201 ? Encoding.UTF8 : said;
}
