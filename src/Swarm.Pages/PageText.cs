using System.Text;
using Swarm.Domain.Crawling;

namespace Swarm.Pages;

/// <summary>
/// A page as text of one char for each byte, so that places in the text are places in the file and nothing is decoded but what is wanted. That is
/// sound where bytes below 0x40 always mean themselves, as in all encodings that pages have but UTF-16 and ISO-2022-JP: those are decoded whole.
/// </summary>
sealed class PageText
{
    readonly bool _isDecoded;
    readonly int _skipped;
    readonly PageText? _holder;
    readonly Html.AttributeText _value;

    PageText(string view, Encoding encoding, bool isDecoded, int skipped) =>
        (View, Encoding, _isDecoded, _skipped) = (view, encoding, isDecoded, skipped);

    PageText(PageText holder, Html.AttributeText value)
        : this(value.Text, holder.Encoding, true, 0) => (_holder, _value) = (holder, value);

    public string View { get; }

    /// <summary>The page's own: queries of its links are encoded with it.</summary>
    public Encoding Encoding { get; }

    public static PageText Of(ReadOnlySpan<byte> content, Encoding encoding)
    {
        var isWide = encoding.CodePage is 1200 or 1201;
        if (!isWide && encoding.CodePage is not (50220 or 50221 or 50222)) return new PageText(Encoding.Latin1.GetString(content), encoding, false, 0);
        var preamble = content.StartsWith(encoding.Preamble) ? encoding.Preamble.Length : 0;
        return new PageText(encoding.GetString(content[preamble..]), encoding, true, isWide ? preamble : -1);
    }

    /// <summary>A document that stands in an attribute's value; its places are those in the page.</summary>
    public PageText Within(int start, int length) => new(this, Html.AttributeText.Document(this, start, length));

    /// <summary>What a stretch of the view says.</summary>
    public string Decode(int start, int length) => Decode(View.AsSpan(start, length));

    /// <summary>What a text of the view's kind says.</summary>
    public string Decode(ReadOnlySpan<char> raw)
    {
        if (_isDecoded || Ascii.IsValid(raw)) return raw.ToString();
        var bytes = new byte[raw.Length];
        return Encoding.GetString(bytes, 0, Encoding.Latin1.GetBytes(raw, bytes));
    }

    /// <summary>How the view would say a text.</summary>
    public string Encode(string text) => _isDecoded || Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.GetBytes(text));

    /// <summary>Where a stretch of the view stands in the file.</summary>
    public TextPlace Place(int start, int length, TextSyntax syntax) =>
        _holder is not null ? PlaceIn(_holder, start, length, syntax)
        : !_isDecoded ? new TextPlace(start, length, syntax)
        : _skipped < 0 ? TextPlace.None
        : new TextPlace(_skipped + (start * 2), length * 2, syntax);

    TextPlace PlaceIn(PageText holder, int start, int length, TextSyntax syntax)
    {
        (start, length) = _value.InView(start, length);
        var place = holder.Place(start, length, syntax);
        return place with { Nesting = (byte)(place.Nesting + 1) };
    }
}
