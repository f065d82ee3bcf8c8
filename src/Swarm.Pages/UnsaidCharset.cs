using System.Text;
using Swarm.Domain.Crawling;
using Swarm.Pages.Css;
using Swarm.Pages.Html;
using Swarm.Pages.Xml;

namespace Swarm.Pages;

/// <summary>
/// What a page must say of its encoding once it is a file: on the server its type said it, and nothing in it does, or something else. Where all
/// is ASCII, or a reader of the file comes upon the same encoding by itself, nothing.
/// </summary>
static class UnsaidCharset
{
    const byte Escape = 0x1B; // begins what is not ASCII where all bytes are

    /// <summary>What is to be put in, and before which byte; null: nothing.</summary>
    public static (int At, string Text)? Of(in PageSource source)
    {
        var content = source.Content.Span;
        if (Charset.ByMark(content) is not null || Charset.ByType(source.ContentType) is not { } said) return null;
        if (said.CodePage is 1200 or 1201) return (0, "\uFEFF");
        if (Ascii.IsValid(content) && !content.Contains(Escape)) return null;
        return source.Format switch
        {
            PageFormat.Html when !source.IsXhtml && HtmlEncoding.Of(content, null).CodePage != said.CodePage =>
                (PlaceOfMeta(content), $"<meta charset=\"{said.WebName}\">"),

            // A style sheet that says nothing takes the encoding of whatever page it is for.
            PageFormat.Css when CssPage.ByRule(content)?.CodePage != said.CodePage => (0, $"@charset \"{said.WebName}\";"),
            PageFormat.Svg when !content.StartsWith("<?xml"u8) && said.CodePage != Encoding.UTF8.CodePage =>
                (0, $"<?xml version=\"1.0\" encoding=\"{said.WebName}\"?>"),
            _ => null,
        };
    }

    /// <summary>Within the head where it has a tag, never before the doctype; browsers take the first <c>meta</c>.</summary>
    static int PlaceOfMeta(ReadOnlySpan<byte> content)
    {
        var view = Encoding.Latin1.GetString(content[..Math.Min(content.Length, HtmlEncoding.Prescanned)]);
        using var tokens = new HtmlTokens(view);
        var place = 0;
        while (tokens.MoveNext())
        {
            if (tokens.Piece == HtmlPiece.Text && view.AsSpan(tokens.Start, tokens.Length).Trim(HtmlChars.Blanks).IsEmpty) continue;
            if (tokens is not { Piece: HtmlPiece.StartTag, Name: "html" or "head" }) return place == 0 ? tokens.Start : place;
            place = tokens.Start + tokens.Length;
            if (tokens.Name == "head") break;
        }

        return place;
    }
}
