using System.Buffers;
using System.Globalization;
using System.Text;
using Swarm.Domain.Crawling;

namespace Swarm.Pages;

/// <summary>Escapes a text for where it is to stand; what comes out is ASCII, so that it fits every encoding that extends it.</summary>
static class TextEscapes
{
    /// <summary>What needs no escaping anywhere: nearly all that URLs are made of.</summary>
    static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$*+,;=%|{}^");

    public static string For(TextPlace place, string text)
    {
        text = For(place.Syntax, text);
        for (var nested = 0; nested < place.Nesting; nested++) text = Markup(text);
        return text;
    }

    static string For(TextSyntax syntax, string text) => syntax switch
    {
        TextSyntax.Unquoted => '"' + Markup(text) + '"',
        TextSyntax.DoubleQuoted or TextSyntax.SingleQuoted or TextSyntax.XmlText => Markup(text),
        TextSyntax.CssDoubleQuoted or TextSyntax.CssSingleQuoted or TextSyntax.CssUnquoted => Css(text),
        TextSyntax.CssInAttribute => Markup(Css(text)),
        _ => text,
    };

    /// <summary>Fit for an attribute within either quotes, or none, and for an XML element's text.</summary>
    static string Markup(string text) => Escaped(text, IsOfMarkup, static (escaped, rune) => escaped.Append(rune.Value switch
    {
        '&' => "&amp;",
        '"' => "&quot;",
        '<' => "&lt;",
        '>' => "&gt;",
        var code => string.Create(CultureInfo.InvariantCulture, $"&#{code};"),
    }));

    /// <summary>Fit for a string within either quotes and for a bare <c>url()</c>: of six digits, an escape needs no blank behind it.</summary>
    static string Css(string text) => Escaped(text, IsOfCss, static (escaped, rune) => escaped.Append(CultureInfo.InvariantCulture, $"\\{rune.Value:x6}"));

    static string Escaped(string text, Func<Rune, bool> isSpecial, Action<StringBuilder, Rune> escape)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain)) return text;
        StringBuilder? escaped = null;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (isSpecial(rune)) escape(escaped ??= new StringBuilder(text, 0, at, text.Length + 16), rune);
            else escaped?.Append((char)rune.Value);
            at += rune.Utf16SequenceLength;
        }

        return escaped?.ToString() ?? text;
    }

    static bool IsOfMarkup(Rune rune) => rune.Value is '&' or '"' or '\'' or '<' or '>' or '`' or <= ' ' or > '~';

    static bool IsOfCss(Rune rune) => rune.Value is '"' or '\'' or '(' or ')' or '\\' or '<' or '>' or <= ' ' or > '~';
}
