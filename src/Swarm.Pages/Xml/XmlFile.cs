using System.Text;

namespace Swarm.Pages.Xml;

/// <summary>An XML file as text, in the encoding that its mark, its type or its declaration says (XML 1.0, appendix F); else UTF-8.</summary>
static class XmlFile
{
    public static PageText Read(ReadOnlySpan<byte> content, string? contentType) =>
        PageText.Of(content, Charset.ByMark(content) ?? Charset.ByType(contentType) ?? ByDeclaration(content) ?? Encoding.UTF8);

    /// <summary>Where the first character that is no mark and no blank stands: files that begin with blanks are read all the same.</summary>
    public static int Begin(PageText text)
    {
        var at = text.View.StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal) ? 3 : 0;
        while (at < text.View.Length && text.View[at] is ' ' or '\t' or '\n' or '\r') at++;
        return at;
    }

    static Encoding? ByDeclaration(ReadOnlySpan<byte> content)
    {
        var head = Encoding.Latin1.GetString(content[..Math.Min(content.Length, 1024)]).AsSpan().TrimStart();
        var scanner = new XmlScanner(head, 0);
        if (!scanner.Read() || scanner.Token != XmlToken.Instruction || scanner.Name is not "xml") return null;
        while (scanner.ReadAttribute(out var attribute))
        {
            if (head.Slice(attribute.NameStart, attribute.NameLength) is not "encoding") continue;
            var named = Charset.ByLabel(head.Slice(attribute.Start, attribute.Length));
            return named?.CodePage is 1200 or 1201 ? Encoding.UTF8 : named; // the declaration could be read, so it is neither
        }

        return null;
    }
}
