using System.Buffers;
using System.Text;
using Swarm.Domain;
using Swarm.Domain.Crawling;

namespace Swarm.Pages.Html;

/// <summary>
/// References of a page while it is read. Texts that stand there twice are kept and resolved once; they are resolved at the end, when the base is
/// known.
/// </summary>
sealed class HtmlFindings(Encoding encoding)
{
    /// <summary>A longer text is no URL that is fetched.</summary>
    const int LongestText = WebUrl.MaxLength;

    static readonly SearchValues<char> SchemeChars =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    readonly record struct Found(LinkKind Kind, int Text, string Element, string Attribute, TextPlace Place, bool NoFollow);

    readonly List<Found> _found = [];
    readonly List<string> _texts = [];
    readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    readonly List<HtmlFindings> _nested = [];
    int _base = -1;
    int _count;

    /// <summary>There were more than a page may hold: the rest need not be read.</summary>
    public bool IsFull { get; private set; }

    public bool HasBase => _base >= 0;

    /// <summary>Takes a reference, unless it can lead nowhere. Returns its number, or -1.</summary>
    public int Add(LinkKind kind, ReadOnlySpan<char> text, string element, string attribute, TextPlace place, bool noFollow = false)
    {
        if (kind is not (LinkKind.Base or LinkKind.Guard) && (text.Length > LongestText || HasOtherScheme(text))) return -1;
        if (_count >= ReferenceList.MostOfPage) IsFull = true;
        if (IsFull) return -1;
        _count++;
        var number = NumberOf(text);
        if (kind == LinkKind.Base && _base < 0) _base = number;
        _found.Add(new Found(kind, number, element, attribute, place, noFollow));
        return _found.Count - 1;
    }

    /// <summary>Takes back the reference that was added as this number.</summary>
    public void Withdraw(int number) => _found[number] = _found[number] with { Text = -1 };

    /// <summary>Takes those of a document within.</summary>
    public void Take(HtmlFindings nested)
    {
        _nested.Add(nested);
        _count += nested._count;
        IsFull |= nested.IsFull || _count > ReferenceList.MostOfPage;
    }

    /// <summary>All; those of documents within stand among the others, by their places.</summary>
    public List<Reference> Resolved(WebUrl pageUrl)
    {
        var @base = _base < 0 ? pageUrl : pageUrl.Resolve(_texts[_base]) ?? pageUrl;
        var urls = new WebUrl?[_texts.Count];
        for (var i = 0; i < urls.Length; i++) urls[i] = @base.Resolve(_texts[i], encoding);
        var references = new List<Reference>(_found.Count);
        foreach (var found in _found)
        {
            if (found.Text >= 0 && Reference(found, pageUrl, urls) is { } reference) references.Add(reference);
        }

        if (_nested.Count == 0) return references;
        foreach (var document in _nested) references.AddRange(document.Resolved(@base));
        return [.. references.Take(ReferenceList.MostOfPage).OrderBy(r => r.Place.Start)];
    }

    Reference? Reference(in Found found, WebUrl pageUrl, WebUrl?[] urls)
    {
        var text = _texts[found.Text];
        var url = found.Kind switch
        {
            LinkKind.Guard => null,
            LinkKind.Base => pageUrl.Resolve(text),
            LinkKind.Requisite when text.StartsWith('#') => null, // a part of this page, whatever its base is
            _ => urls[found.Text],
        };
        var fragment = found.Kind == LinkKind.Guard ? -1 : text.IndexOf('#', StringComparison.Ordinal);
        if (url is null && fragment != 0 && found.Kind is not (LinkKind.Base or LinkKind.Guard)) return null;
        return new Reference(found.Kind)
        {
            Text = text,
            Url = url,
            Fragment = fragment < 0 ? null : text[fragment..],
            Element = found.Element,
            Attribute = found.Attribute,
            NoFollow = found.NoFollow,
            Place = found.Place,
        };
    }

    int NumberOf(ReadOnlySpan<char> text)
    {
        var known = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(text, out var number)) return number;
        var own = text.ToString();
        _texts.Add(own);
        _known.Add(own, _texts.Count - 1);
        return _texts.Count - 1;
    }

    /// <summary>A scheme that is neither http nor https.</summary>
    static bool HasOtherScheme(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !char.IsAsciiLetter(text[0])) return false;
        var end = text.IndexOfAnyExcept(SchemeChars);
        return end > 0 && text[end] == ':' && !text[..end].Equals("http", StringComparison.OrdinalIgnoreCase)
            && !text[..end].Equals("https", StringComparison.OrdinalIgnoreCase);
    }
}
