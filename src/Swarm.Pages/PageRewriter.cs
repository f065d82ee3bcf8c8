using System.Text;
using Swarm.Domain.Crawling;

namespace Swarm.Pages;

/// <summary>Puts other texts in place of references, and puts in what only the server said of the encoding; every other byte stays.</summary>
static class PageRewriter
{
    readonly record struct Edit(TextPlace Place, string Text);

    /// <summary>Null where nothing changes.</summary>
    public static byte[]? Rewrite(in PageSource source, PageReading reading, Func<Reference, string?> replacement)
    {
        var content = source.Content.Span;
        var encoding = Wide(source) ?? Encoding.UTF8;
        var edits = Edits(reading, replacement, content, encoding);
        if (UnsaidCharset.Of(source) is var (at, said)) edits.Add(new Edit(new TextPlace(at, 0, TextSyntax.Plain), said));
        edits = InOrder(edits);
        if (edits.Count == 0) return null;
        var length = content.Length;
        foreach (var edit in edits) length += encoding.GetByteCount(edit.Text) - edit.Place.Length;
        var rewritten = GC.AllocateUninitializedArray<byte>(length);
        Write(content, edits, encoding, rewritten);
        return rewritten;
    }

    static List<Edit> Edits(PageReading reading, Func<Reference, string?> replacement, ReadOnlySpan<byte> content, Encoding encoding)
    {
        var edits = new List<Edit>();
        foreach (var reference in reading.References)
        {
            var place = reference.Place;
            if (!place.IsKnown || place.Length < 0 || place.Start > content.Length - place.Length) continue;
            if (replacement(reference) is not { } text) continue;
            text = TextEscapes.For(place, ForAttribute(reference, text));
            if (!IsThere(content.Slice(place.Start, place.Length), text, encoding)) edits.Add(new Edit(place, text));
        }

        return edits;
    }

    /// <summary>In the order of their places; of two that overlap, the first.</summary>
    static List<Edit> InOrder(List<Edit> edits)
    {
        var end = 0;
        var isSorted = true;
        foreach (var edit in edits) (isSorted, end) = (isSorted && edit.Place.Start >= end, End(edit));
        if (isSorted) return edits;
        end = 0;
        var ordered = new List<Edit>(edits.Count);
        foreach (var edit in edits.OrderBy(e => e.Place.Start))
        {
            if (edit.Place.Start < end) continue;
            ordered.Add(edit);
            end = End(edit);
        }

        return ordered;
    }

    /// <summary>Two can't stand at one place, even where they replace nothing.</summary>
    static int End(in Edit edit) => edit.Place.Start + Math.Max(1, edit.Place.Length);

    /// <summary>Attributes with a grammar of their own around the URL: what would end it there is percent-encoded.</summary>
    static string ForAttribute(Reference reference, string text) => reference switch
    {
        { Attribute: "srcset" or "data-srcset" or "imagesrcset" } => Encoded(Encoded(text, ' ', "%20"), ',', "%2C", atEndsOnly: true),
        { Element: "meta", Attribute: "content" } => Encoded(Encoded(text, '\'', "%27"), '"', "%22"),
        _ => text,
    };

    static string Encoded(string text, char c, string encoded, bool atEndsOnly = false)
    {
        if (!atEndsOnly) return text.Replace(c.ToString(), encoded, StringComparison.Ordinal);
        if (text.StartsWith(c)) text = encoded + text[1..];
        return text.EndsWith(c) ? text[..^1] + encoded : text;
    }

    static bool IsThere(ReadOnlySpan<byte> stretch, string text, Encoding encoding) =>
        encoding.GetByteCount(text) == stretch.Length && encoding.GetString(stretch) == text;

    static void Write(ReadOnlySpan<byte> content, List<Edit> edits, Encoding encoding, Span<byte> rewritten)
    {
        var copied = 0;
        foreach (var (place, text) in edits)
        {
            content[copied..place.Start].CopyTo(rewritten);
            rewritten = rewritten[(place.Start - copied)..];
            rewritten = rewritten[encoding.GetBytes(text, rewritten)..];
            copied = place.Start + place.Length;
        }

        content[copied..].CopyTo(rewritten);
    }

    /// <summary>UTF-16, in which ASCII takes two bytes; null for all others.</summary>
    static Encoding? Wide(in PageSource source)
    {
        var said = Charset.ByMark(source.Content.Span) ?? Charset.ByType(source.ContentType);
        return said?.CodePage is 1200 or 1201 ? said : null;
    }
}
