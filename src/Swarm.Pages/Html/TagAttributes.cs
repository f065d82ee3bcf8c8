using Swarm.Domain.Crawling;

namespace Swarm.Pages.Html;

/// <summary>Where an attribute's name and its value (quotes left out) stand in a page.</summary>
readonly record struct AttributePlace(HtmlAttribute Name, int NameStart, int NameLength, int Start, int Length, TextSyntax Syntax);

/// <summary>
/// The attributes of a start tag that matter here, each once, with their places: read from the tag's text as the HTML Standard (sections 13.2.5.32
/// to 13.2.5.40) does. Linear in the tag's length, whatever it holds; used again from tag to tag.
/// </summary>
sealed class TagAttributes
{
    readonly AttributePlace[] _places = new AttributePlace[HtmlAttributes.Count];
    readonly sbyte[] _at = new sbyte[HtmlAttributes.Count];
    string _view = "";
    ulong _seen;
    int _count;
    int _valueEnd;
    int _nameStart;
    int _nameEnd;

    public ReadOnlySpan<AttributePlace> All => _places.AsSpan(0, _count);

    public bool IsSelfClosing { get; private set; }

    /// <summary>The tag has an end.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>As written.</summary>
    public ReadOnlySpan<char> TagName => _view.AsSpan(_nameStart, _nameEnd - _nameStart);

    public bool Has(HtmlAttribute name) => (_seen & Bit(name)) != 0;

    /// <summary>The raw value; empty where the attribute is missing.</summary>
    public ReadOnlySpan<char> Raw(HtmlAttribute name) =>
        Has(name) ? _view.AsSpan(_places[_at[(int)name]].Start, _places[_at[(int)name]].Length) : default;

    /// <summary>Whether the raw value is this one, in any case and with blanks around.</summary>
    public bool Is(HtmlAttribute name, string value) => Raw(name).Trim(HtmlChars.Blanks).Equals(value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the tag whose name stands behind <paramref name="before"/>; returns where it ends, behind its <c>&gt;</c>, or the view's length where it does not.</summary>
    public int Read(string view, int before)
    {
        (_view, _seen, _count, _valueEnd, IsSelfClosing, IsWhole) = (view, 0, 0, -1, false, false);
        var at = _nameStart = before + 1;
        while (at < view.Length && !HtmlChars.EndsTagName(view[at])) at++;
        _nameEnd = at;
        while (at < view.Length)
        {
            var c = view[at];
            if (c == '>')
            {
                IsWhole = true;
                IsSelfClosing = view[at - 1] == '/' && _valueEnd != at; // the slash that ends an unquoted value is the value's
                return at + 1;
            }

            at = c == '/' || HtmlChars.IsBlank(c) ? at + 1 : ReadAttribute(view, at);
        }

        return at;
    }

    int ReadAttribute(string view, int nameStart)
    {
        var at = nameStart + 1; // whatever stands first is part of the name, '=' as well
        while (at < view.Length && !HtmlChars.EndsAttributeName(view[at])) at++;
        var nameEnd = at;
        at = SkipBlanks(view, at);
        var value = new AttributePlace(HtmlAttribute.Other, nameStart, nameEnd - nameStart, nameEnd, 0, TextSyntax.Plain);
        if (at < view.Length && view[at] == '=') at = ReadValue(view, SkipBlanks(view, at + 1), ref value);
        Keep(value with { Name = HtmlAttributes.Of(view.AsSpan(nameStart, nameEnd - nameStart)) });
        return at;
    }

    int ReadValue(string view, int start, ref AttributePlace attribute)
    {
        if (start >= view.Length) return start;
        var quote = view[start];
        if (quote is '"' or '\'')
        {
            var length = view.AsSpan(start + 1).IndexOf(quote);
            if (length < 0) return view.Length;
            attribute = attribute with
            {
                Start = start + 1, Length = length, Syntax = quote == '"' ? TextSyntax.DoubleQuoted : TextSyntax.SingleQuoted,
            };
            return start + length + 2;
        }

        var at = start;
        while (at < view.Length && view[at] != '>' && !HtmlChars.IsBlank(view[at])) at++;
        attribute = attribute with { Start = start, Length = at - start, Syntax = TextSyntax.Unquoted };
        _valueEnd = at;
        return at;
    }

    void Keep(in AttributePlace attribute)
    {
        if (attribute.Name == HtmlAttribute.Other || Has(attribute.Name)) return; // of two, the first counts
        _seen |= Bit(attribute.Name);
        _at[(int)attribute.Name] = (sbyte)_count;
        _places[_count++] = attribute;
    }

    static ulong Bit(HtmlAttribute name) => 1ul << (int)name;

    static int SkipBlanks(string view, int at)
    {
        while (at < view.Length && HtmlChars.IsBlank(view[at])) at++;
        return at;
    }
}
