using System.Text;
using Swarm.Domain;
using Swarm.Domain.Crawling;

namespace Swarm.Pages.Xml;

/// <summary>One pass over a feed's tokens.</summary>
sealed class FeedReading(PageText page, FeedFormat format, ReferenceList references)
{
    readonly StringBuilder _text = new();
    readonly List<XmlAttribute> _attributes = [];
    string _holder = "";
    string? _element;
    LinkKind _kind;

    /// <summary>What is wrong with the file, in words fit for a person; null: nothing.</summary>
    public string? Read(int begin)
    {
        var open = 0;
        var scanner = new XmlScanner(page.View, begin);
        while (references.Cut is null && scanner.Read())
        {
            switch (scanner.Token)
            {
                case XmlToken.Tag:
                    Tag(ref scanner);
                    if (!scanner.IsEmpty) open++;
                    break;
                case XmlToken.EndTag:
                    EndTag(format.Known(scanner.LocalName));
                    open--;
                    break;
                case XmlToken.Text or XmlToken.Cdata when _element is not null: Text(scanner); break;
            }
        }

        return scanner.IsBroken ? $"not well-formed near byte {page.Place(scanner.Position, 0, TextSyntax.Plain).Start}" : open > 0 ? "ends within an element" : null;
    }

    void Tag(ref XmlScanner scanner)
    {
        _element = null;
        _attributes.Clear();
        var name = format.Known(scanner.LocalName);
        var written = scanner.Name;
        while (scanner.ReadAttribute(out var attribute))
            if (name is not null) _attributes.Add(attribute);
        if (name is null) return;
        if (format.Holders.ContainsKey(name)) Enter(name, scanner.IsEmpty);
        else if (format.Attributes.TryGetValue((_holder, name), out var key)) AddAttribute(name, key);
        else if (!scanner.IsEmpty) Await(name, written);
    }

    void AddAttribute(string element, string key)
    {
        if (IsEntry(Value("rel")) && Value(key) is { } url) Add(LinkKind.Entry, url, element, key);
    }

    void Enter(string holder, bool isEmpty)
    {
        if (isEmpty) return;
        _holder = holder;
        Await("", holder);
    }

    /// <summary>Of Atom's links: the entry itself, and what belongs to it (RFC 4287, section 4.2.7.2).</summary>
    static bool IsEntry(string? rel) => rel is null or "" or "alternate" or "enclosure";

    void Await(string name, ReadOnlySpan<char> element)
    {
        if (!format.Texts.TryGetValue((_holder, name), out _kind)) return;
        _element = element.ToString().ToLowerInvariant();
        _text.Clear();
    }

    void Text(in XmlScanner scanner)
    {
        if (_text.Length + scanner.Length > 2 * WebUrl.MaxLength) _element = null; // no URL
        else if (scanner.Token == XmlToken.Cdata) _text.Append(page.Decode(scanner.Start, scanner.Length));
        else _text.Append(XmlEntities.Unescape(page.Decode(scanner.Start, scanner.Length)));
    }

    void EndTag(string? name)
    {
        if (_element is { } element) Add(_kind, _text.ToString(), element, "text");
        _element = null;
        if (name is not null && name == _holder) _holder = format.Holders[name];
    }

    void Add(LinkKind kind, string text, string element, string attribute)
    {
        text = text.Trim();
        if (text.Length > 0) references.Add(kind, text, element, attribute, TextPlace.None);
    }

    string? Value(string name)
    {
        foreach (var attribute in _attributes)
            if (page.View.AsSpan(attribute.NameStart, attribute.NameLength).Equals(name, StringComparison.OrdinalIgnoreCase))
                return XmlEntities.Unescape(page.Decode(attribute.Start, attribute.Length));
        return null;
    }
}
