using System.Runtime.InteropServices;
using System.Text;
using Swarm.Domain;
using Swarm.Domain.Crawling;

namespace Swarm.Mirrors.Remembering;

/// <summary>
/// Readings of pages of HTML in about eight bytes a reference: texts are those that stand in the page, what recurs from page to page (URLs, elements
/// with their attributes) has a number. For one thread at a time.
/// </summary>
sealed class ReadingPacker
{
    const byte IsElsewhere = 1, HasUrl = 2, IsNoFollow = 4;

    readonly Numbers<WebUrl> _urls = new();
    readonly Numbers<Shape> _shapes = new();
    readonly MemoryStream _packed = new();
    readonly BinaryWriter _to;

    (Shape Shape, int Number) _last;

    public ReadingPacker() => _to = new BinaryWriter(_packed, Encoding.UTF8);

    /// <summary>Of all that was packed, in bytes, about.</summary>
    public long Size { get; private set; }

    /// <summary>Null: it holds what can't be made again from what is packed.</summary>
    public byte[]? Pack(PageReading reading, ReadOnlySpan<byte> content)
    {
        _packed.SetLength(0);
        _to.Write7BitEncodedInt((int)reading.Wish);
        _to.Write7BitEncodedInt(reading.Anchors.Count);
        foreach (var anchor in reading.Anchors) _to.Write(anchor);
        _to.Write7BitEncodedInt(reading.References.Count);
        foreach (var reference in reading.References)
        {
            if (!IsPlain(reference, content.Length)) return null;
            Put(reference, content);
        }

        Size += _packed.Length;
        return _packed.ToArray();
    }

    public PageReading Unpack(byte[] packed, ReadOnlySpan<byte> content)
    {
        using var from = new BinaryReader(new MemoryStream(packed), Encoding.UTF8);
        var wish = (PageWish)from.Read7BitEncodedInt();
        var anchors = new string[from.Read7BitEncodedInt()];
        for (var i = 0; i < anchors.Length; i++) anchors[i] = from.ReadString();
        var references = new Reference[from.Read7BitEncodedInt()];
        for (var i = 0; i < references.Length; i++) references[i] = Reference(from, content);
        return new PageReading { References = references, Anchors = anchors, Wish = wish };
    }

    /// <summary>It has a place in the page, its fragment is that of its text, and its URL says all.</summary>
    static bool IsPlain(Reference reference, int length) =>
        reference.Place is { Start: >= 0, Length: >= 0 } place && place.Start <= length - place.Length
        && reference.Url is null or { UserInfo: null } && reference.Fragment == FragmentOf(reference.Kind, reference.Text);

    static string? FragmentOf(LinkKind kind, string text) =>
        kind != LinkKind.Guard && text.IndexOf('#', StringComparison.Ordinal) is var at and >= 0 ? text[at..] : null;

    void Put(Reference reference, ReadOnlySpan<byte> content)
    {
        var place = reference.Place;
        var stands = Ascii.Equals(content.Slice(place.Start, place.Length), reference.Text);
        _to.Write((byte)((stands ? 0 : IsElsewhere) | (reference.Url is null ? 0 : HasUrl) | (reference.NoFollow ? IsNoFollow : 0)));
        _to.Write7BitEncodedInt(NumberOf(new Shape(reference.Kind, place.Syntax, place.Nesting, reference.Element, reference.Attribute)));
        _to.Write7BitEncodedInt(place.Start);
        _to.Write7BitEncodedInt(place.Length);
        if (!stands) _to.Write(reference.Text);
        if (reference.Url is { } url) _to.Write7BitEncodedInt(NumberOf(_urls, url, url.Href.Length));
    }

    Reference Reference(BinaryReader from, ReadOnlySpan<byte> content)
    {
        var flags = from.ReadByte();
        var (kind, syntax, nesting, element, attribute) = _shapes[from.Read7BitEncodedInt()];
        var place = new TextPlace(from.Read7BitEncodedInt(), from.Read7BitEncodedInt(), syntax, nesting);
        var text = (flags & IsElsewhere) != 0 ? from.ReadString() : Encoding.ASCII.GetString(content.Slice(place.Start, place.Length));
        return new Reference(kind)
        {
            Text = text,
            Url = (flags & HasUrl) != 0 ? _urls[from.Read7BitEncodedInt()] : null,
            Fragment = FragmentOf(kind, text),
            Element = element,
            Attribute = attribute,
            NoFollow = (flags & IsNoFollow) != 0,
            Place = place,
        };
    }

    /// <summary>A page's references are mostly of the same shape as the one before.</summary>
    int NumberOf(Shape shape)
    {
        if (_last.Shape != shape) _last = (shape, NumberOf(_shapes, shape, shape.Element.Length + shape.Attribute.Length));
        return _last.Number;
    }

    int NumberOf<T>(Numbers<T> numbers, T thing, int length)
        where T : notnull
    {
        var (number, isNew) = numbers.Of(thing);
        if (isNew) Size += 200 + (2 * length);
        return number;
    }

    /// <summary>What references have in common that stand in the same attribute of the same element.</summary>
    readonly record struct Shape(LinkKind Kind, TextSyntax Syntax, byte Nesting, string Element, string Attribute);
}

/// <summary>Numbers for things that recur, from 0 on.</summary>
sealed class Numbers<T>
    where T : notnull
{
    readonly Dictionary<T, int> _numbers = [];
    readonly List<T> _things = [];

    public T this[int number] => _things[number];

    public (int Number, bool IsNew) Of(T thing)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, thing, out var isThere);
        if (isThere) return (number, false);
        number = _things.Count;
        _things.Add(thing);
        return (number, true);
    }
}
