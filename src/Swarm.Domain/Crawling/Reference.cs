namespace Swarm.Domain.Crawling;

/// <summary>One reference in a page, with the place of its text in the bytes as they were sent.</summary>
public sealed record Reference(LinkKind Kind)
{
    /// <summary>As written, unescaped: what is resolved.</summary>
    public required string Text { get; init; }

    /// <summary>Where it leads, without fragment; null where that is no http or https URL (<c>data:</c>, <c>mailto:</c>, nonsense).</summary>
    public WebUrl? Url { get; init; }

    /// <summary>With its <c>#</c>, as written; null where there is none.</summary>
    public string? Fragment { get; init; }

    /// <summary>In lower case: <c>a</c>, <c>img</c>; <c>css</c> within a style sheet, <c>header</c> for a <c>Link:</c> field.</summary>
    public required string Element { get; init; }

    /// <summary>In lower case: <c>href</c>, <c>srcset</c>; in CSS <c>url</c> or <c>import</c>.</summary>
    public required string Attribute { get; init; }

    /// <summary>The page asks that no crawler go on from here (<c>rel=nofollow</c> and its kin).</summary>
    public bool NoFollow { get; init; }

    public TextPlace Place { get; init; }
}

/// <summary>Where a text stands in a file, and how it is escaped there.</summary>
/// <param name="Start">In bytes from the file's first; -1: not in the file (a header's field), or it can't be replaced.</param>
/// <param name="Length">In bytes, quotes left out.</param>
/// <param name="Syntax">What stands around it.</param>
/// <param name="Nesting">How many attributes' values it lies in that hold whole documents (<c>srcdoc</c>): as often it is escaped once more.</param>
public readonly record struct TextPlace(int Start, int Length, TextSyntax Syntax, byte Nesting = 0)
{
    public static TextPlace None { get; } = new(-1, 0, TextSyntax.Plain);

    public bool IsKnown => Start >= 0;
}

/// <summary>What stands around a text: how another must be escaped to stand there.</summary>
public enum TextSyntax
{
    /// <summary>Nothing is escaped.</summary>
    Plain,

    /// <summary>An attribute's value within <c>"</c>.</summary>
    DoubleQuoted,

    /// <summary>An attribute's value within <c>'</c>.</summary>
    SingleQuoted,

    /// <summary>An attribute's value without quotes: quotes come with the new text.</summary>
    Unquoted,

    /// <summary>A CSS string within <c>"</c>.</summary>
    CssDoubleQuoted,

    /// <summary>A CSS string within <c>'</c>.</summary>
    CssSingleQuoted,

    /// <summary>A CSS <c>url(…)</c> without quotes.</summary>
    CssUnquoted,

    /// <summary>CSS in an attribute's value: what is escaped for CSS is escaped for HTML as well.</summary>
    CssInAttribute,

    /// <summary>Text of an XML element.</summary>
    XmlText,
}
