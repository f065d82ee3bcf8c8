using System.Text;

namespace Swarm.Domain.Crawling.Scoping;

/// <summary>The public suffix list (publicsuffix.org): below which names domains are registered. Immutable.</summary>
public sealed class PublicSuffixes
{
    readonly HashSet<string> _rules = [];
    readonly HashSet<string> _wildcards = [];
    readonly HashSet<string> _exceptions = [];

    PublicSuffixes()
    {
    }

    /// <param name="text">As published (<c>public_suffix_list.dat</c>).</param>
    /// <exception cref="FormatException">There is no rule in it.</exception>
    public static PublicSuffixes Parse(string text)
    {
        var suffixes = new PublicSuffixes();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var end = line.IndexOfAny(' ', '\t');
            var rule = end < 0 ? line : line[..end];
            if (!rule.IsEmpty && !rule.StartsWith("//")) suffixes.Add(rule);
        }

        return suffixes._rules.Count > 0 ? suffixes : throw new FormatException("no public suffix list: there is no rule in it");
    }

    /// <summary>The domain that somebody registered, such as <c>example.co.uk</c> of <c>www.example.co.uk</c>; null for addresses, and for suffixes themselves.</summary>
    /// <param name="host">As in <see cref="Origin.Host"/>.</param>
    public string? RegistrableDomain(string host)
    {
        var name = host.AsSpan().TrimEnd('.');
        if (host.Length - name.Length > 1 || name.IsEmpty || name[0] is '.' or '[' || IsAddress(name)) return null;
        for (int start = 0, before = -1; ;)
        {
            var suffix = name[start..];
            var dot = suffix.IndexOf('.');
            if (Holds(_exceptions, suffix)) return suffix.ToString();
            if (dot < 0 || Holds(_rules, suffix) || Holds(_wildcards, suffix[(dot + 1)..])) return before < 0 ? null : name[before..].ToString();
            (before, start) = (start, start + dot + 1);
        }
    }

    static bool Holds(HashSet<string> rules, ReadOnlySpan<char> name) => rules.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);

    static bool IsAddress(ReadOnlySpan<char> name) => char.IsAsciiDigit(name[^1]) && !name.ContainsAnyExcept("0123456789.");

    void Add(ReadOnlySpan<char> rule)
    {
        var set = rule[0] == '!' ? _exceptions : rule.StartsWith("*.") ? _wildcards : _rules;
        var name = rule[(rule[0] == '!' ? 1 : rule.StartsWith("*.") ? 2 : 0)..];
        if (Serialised(name) is { } host) set.Add(host);
    }

    /// <summary>As hosts are: lower case, Punycode.</summary>
    static string? Serialised(ReadOnlySpan<char> name)
    {
        if (Ascii.IsValid(name)) return name.ToString().ToLowerInvariant();
        return WebUrl.TryParse($"http://{name}/", out var url, out _) ? url.Origin.Host : null;
    }
}
