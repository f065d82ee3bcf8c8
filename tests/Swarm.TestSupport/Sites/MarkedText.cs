using System.Runtime.CompilerServices;
using System.Text;

namespace Swarm.TestSupport.Sites;

/// <summary>A page's text in which references are holes: what stands between them is known to stay, whatever becomes of the references.</summary>
[InterpolatedStringHandler]
public sealed class MarkedText
{
    const int LongestReference = 4000;
    readonly List<string> _literals = [""];
    readonly List<SiteReference> _references = [];

    public MarkedText(int literalLength, int formattedCount)
    {
        _literals.EnsureCapacity(formattedCount + 1);
        _ = literalLength;
    }

    public IReadOnlyList<SiteReference> References => _references;

    /// <summary>Texts, and after each but the last the reference that follows it.</summary>
    public IEnumerable<(string Literal, SiteReference? Reference)> Parts => _literals.Select((text, i) => (text, i < _references.Count ? _references[i] : null));

    /// <summary>As the server sends it.</summary>
    public string Source
    {
        get
        {
            var text = new StringBuilder(_literals[0]);
            for (var i = 0; i < _references.Count; i++) text.Append(_references[i].Written).Append(_literals[i + 1]);
            return text.ToString();
        }
    }

    public void AppendLiteral(string text) => _literals[^1] += text;

    public void AppendFormatted(SiteReference reference)
    {
        _references.Add(reference);
        _literals.Add("");
    }

    public void AppendFormatted(string text) => AppendLiteral(text);

    /// <summary>What stands in the holes of a converted text, or null where anything else has changed.</summary>
    public IReadOnlyList<string>? Match(string converted)
    {
        if (!converted.StartsWith(_literals[0], StringComparison.Ordinal)) return null;
        var (at, found) = (_literals[0].Length, new List<string>());
        for (var i = 1; i < _literals.Count; i++)
        {
            var end = i == _literals.Count - 1 ? converted.Length - _literals[i].Length : converted.IndexOf(_literals[i], at, StringComparison.Ordinal);
            if (end < at || end - at > LongestReference || !converted.EndsWith(_literals[^1], StringComparison.Ordinal)) return null;
            found.Add(converted[at..end]);
            at = end + _literals[i].Length;
        }

        return at == converted.Length ? found : null;
    }

    /// <summary>How far a converted text agrees, for a message.</summary>
    public string Difference(string converted)
    {
        var at = 0;
        foreach (var literal in _literals)
        {
            var next = converted.IndexOf(literal, at, StringComparison.Ordinal);
            if (next < 0) return $"after {at} characters «{literal}» is missing; there stands «{converted[at..Math.Min(at + 200, converted.Length)]}»";
            at = next + literal.Length;
        }

        return at == converted.Length ? "no difference" : $"more follows after {at} characters: «{converted[at..Math.Min(at + 200, converted.Length)]}»";
    }
}
