using System.Text;
using Swarm.Domain.Crawling;

namespace Swarm.Pages.Css;

/// <summary>A URL in CSS: its span in the text, quotes left out, and what it says when unescaped.</summary>
/// <param name="Text">One char for each byte where the text was so; <see cref="TextIn"/> decodes it.</param>
readonly record struct CssReference(int Start, int Length, TextSyntax Syntax, bool IsImport, string Text)
{
    /// <summary>What it says in the page it was found in: decoded first, for escapes name characters, not bytes.</summary>
    public string TextIn(PageText page) => TextIn(page, page.View);

    /// <param name="css">What was scanned: text as the page's view has it.</param>
    public string TextIn(PageText page, string css)
    {
        var raw = css.AsSpan(Start, Length);
        return Ascii.IsValid(raw) ? Text : CssEscapes.Unescape(page.Decode(raw), isString: Syntax != TextSyntax.CssUnquoted);
    }
}
