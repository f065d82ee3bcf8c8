using System.Text;
using Swarm.Domain;
using Swarm.Domain.Crawling;

namespace Swarm.Pages;

/// <summary>
/// A page's references as they are found: each text is resolved once; no more are taken than a page may hold, and none that lead nowhere
/// (<c>data:</c>, <c>mailto:</c>).
/// </summary>
/// <param name="queryEncoding">The page's, which its links' queries are encoded with; null: UTF-8.</param>
sealed class ReferenceList(WebUrl pageUrl, int most = ReferenceList.MostOfPage, Encoding? queryEncoding = null)
{
    /// <summary>References of one page (reliability: 10,000 links).</summary>
    public const int MostOfPage = 10_000;

    readonly List<Reference> _found = [];
    readonly Dictionary<string, WebUrl?> _resolved = new(StringComparer.Ordinal);

    public IReadOnlyList<Reference> Found => _found;

    public int Left => most - _found.Count;

    /// <summary>In words fit for a person: that there were more; null where there were not.</summary>
    public string? Cut { get; private set; }

    /// <summary>False where the page holds no more: the rest of it need not be read.</summary>
    public bool Add(LinkKind kind, string text, string element, string attribute, TextPlace place, bool noFollow = false)
    {
        var url = kind == LinkKind.Guard ? null : Resolve(text);
        if (url is null && kind != LinkKind.Guard) return true;
        if (Left <= 0)
        {
            Cut ??= $"more than {most} references";
            return false;
        }

        var fragment = kind == LinkKind.Guard ? -1 : text.IndexOf('#', StringComparison.Ordinal);
        _found.Add(new Reference(kind)
        {
            Text = text,
            Url = url,
            Fragment = fragment < 0 ? null : text[fragment..],
            Element = element,
            Attribute = attribute,
            NoFollow = noFollow,
            Place = place,
        });
        return true;
    }

    WebUrl? Resolve(string text)
    {
        if (text.Length > WebUrl.MaxLength) return null;
        if (_resolved.TryGetValue(text, out var known)) return known;
        return _resolved[text] = queryEncoding is null ? pageUrl.Resolve(text) : pageUrl.Resolve(text, queryEncoding);
    }
}
