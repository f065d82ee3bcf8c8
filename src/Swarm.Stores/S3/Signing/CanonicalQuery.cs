namespace Swarm.Stores.S3.Signing;

/// <summary>Queries in the one form that is signed and sent: sorted by encoded name and value, all but unreserved characters encoded.</summary>
static class CanonicalQuery
{
    /// <param name="query">As on the wire, with or without its <c>?</c>.</param>
    /// <param name="more">Names and values as they are, unencoded.</param>
    public static string Of(ReadOnlySpan<char> query, IEnumerable<(string Name, string Value)>? more = null)
    {
        query = query.TrimStart('?');
        if (query.IsEmpty && more is null) return "";
        var pairs = new List<(string Name, string Value)>();
        foreach (var part in query.Split('&'))
        {
            var pair = query[part];
            if (pair.IsEmpty) continue;
            var cut = pair.IndexOf('=');
            pairs.Add(cut < 0 ? (Recoded(pair), "") : (Recoded(pair[..cut]), Recoded(pair[(cut + 1)..])));
        }

        foreach (var (name, value) in more ?? []) pairs.Add((Uri.EscapeDataString(name), Uri.EscapeDataString(value)));
        pairs.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name) is not 0 and var order ? order : string.CompareOrdinal(a.Value, b.Value));
        return string.Join('&', pairs.Select(pair => $"{pair.Name}={pair.Value}"));
    }

    /// <summary>A key as a path: each character but unreserved ones and <c>/</c> encoded, once.</summary>
    public static string Path(string key) => Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal);

    static string Recoded(ReadOnlySpan<char> text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));
}
