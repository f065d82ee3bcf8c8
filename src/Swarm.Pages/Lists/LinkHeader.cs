using System.Text;
using Swarm.Domain;
using Swarm.Domain.Crawling;

namespace Swarm.Pages.Lists;

/// <summary>Reads <c>Link:</c> fields of a response (RFC 8288, appendix B.2): what the page loads or leads to, other relations left out.</summary>
public static class LinkHeader
{
    /// <param name="url">The one that answered.</param>
    /// <param name="fields">Values of all its <c>Link:</c> fields, in order.</param>
    public static IReadOnlyList<Reference> Read(WebUrl url, IEnumerable<string> fields)
    {
        var references = new ReferenceList(url);
        foreach (var field in fields) new LinkField(field, references).Read();
        return references.Found;
    }
}

/// <summary>One pass over a field's links.</summary>
ref struct LinkField(string field, ReferenceList references)
{
    ReadOnlySpan<char> _rest = field;

    public void Read()
    {
        while (references.Cut is null)
        {
            _rest = _rest.TrimStart(" \t,");
            if (_rest is not ['<', ..]) return;
            var end = _rest.IndexOf('>');
            if (end < 0) return;
            var target = _rest[1..end].ToString();
            _rest = _rest[(end + 1)..];
            ReadLink(target);
        }
    }

    void ReadLink(string target)
    {
        string? rel = null;
        var isElsewhere = false;
        while (TryParameter(out var name, out var value))
        {
            if (name.Equals("rel", StringComparison.OrdinalIgnoreCase)) rel ??= value;
            isElsewhere |= name.Equals("anchor", StringComparison.OrdinalIgnoreCase); // said of another page
        }

        if (rel is null || isElsewhere) return;
        var relations = rel.ToLowerInvariant().Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (KindOf(relations) is { } kind)
            references.Add(kind, target, "header", "link", TextPlace.None, relations.Contains("nofollow", StringComparer.Ordinal));
    }

    static LinkKind? KindOf(string[] relations)
    {
        LinkKind? kind = null;
        foreach (var relation in relations)
        {
            if (relation is "stylesheet" or "preload" or "modulepreload" or "icon" or "apple-touch-icon" or "mask-icon" or "manifest") return LinkKind.Requisite;
            if (relation is "next" or "prev" or "previous" or "first" or "last" or "canonical" or "alternate") kind = LinkKind.Link;
        }

        return kind;
    }

    /// <summary>The next parameter of a link; false where it has no more.</summary>
    bool TryParameter(out ReadOnlySpan<char> name, out string value)
    {
        name = default;
        value = "";
        _rest = _rest.TrimStart(" \t");
        if (_rest is not [';', ..]) return false;
        _rest = _rest.TrimStart(" \t;");
        var end = _rest.IndexOfAny("=;,");
        name = (end < 0 ? _rest : _rest[..end]).Trim();
        _rest = end < 0 ? [] : _rest[end..];
        if (_rest is not ['=', ..]) return true;
        _rest = _rest[1..].TrimStart(" \t");
        value = _rest is ['"', ..] ? Quoted() : Token();
        return true;
    }

    string Token()
    {
        var end = _rest.IndexOfAny(";,");
        var token = (end < 0 ? _rest : _rest[..end]).Trim().ToString();
        _rest = end < 0 ? [] : _rest[end..];
        return token;
    }

    string Quoted()
    {
        var text = new StringBuilder();
        var at = 1;
        for (; at < _rest.Length && _rest[at] != '"'; at++)
        {
            if (_rest[at] == '\\' && at + 1 < _rest.Length) at++;
            text.Append(_rest[at]);
        }

        _rest = _rest[Math.Min(at + 1, _rest.Length)..];
        return text.ToString();
    }
}
