using Swarm.Domain;

namespace Swarm.Stores.Oss;

/// <summary>What a signature covers of a request.</summary>
/// <param name="Bucket">Empty for the service itself.</param>
/// <param name="Key">As the store has it, not encoded; empty for a bucket.</param>
sealed record OssSubject(string Method, string Bucket, string Key)
{
    /// <summary>As on the wire, without its <c>?</c>.</summary>
    public string Query { get; init; } = "";

    public IReadOnlyList<Header> Headers { get; init; } = Domain.Headers.None;

    /// <summary>Further fields to be signed, where the request has them and the signature can hold them.</summary>
    public IReadOnlyList<string> Additional { get; init; } = [];

    /// <summary>The resource as both signatures name it: <c>/bucket/key</c>, neither of them encoded.</summary>
    public string Resource => Bucket.Length == 0 ? "/" : $"/{Bucket}/{Key}";

    /// <summary>Names and values of the query, encoded as they are.</summary>
    public IEnumerable<(string Name, string Value)> Parameters()
    {
        if (Query.Length == 0) yield break;
        foreach (var pair in Query.Split('&'))
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            yield return cut < 0 ? (pair, "") : (pair[..cut], pair[(cut + 1)..]);
        }
    }

    /// <summary>The fields that <paramref name="isSigned"/> picks by their lower-case name, sorted by it; repeated ones joined (RFC 9110, section 5.3).</summary>
    public IEnumerable<(string Name, string Value)> Fields(Func<string, bool> isSigned) => Headers
        .GroupBy(header => header.Name.ToLowerInvariant(), header => header.Value.Trim(), StringComparer.Ordinal)
        .Where(field => isSigned(field.Key))
        .OrderBy(field => field.Key, StringComparer.Ordinal)
        .Select(field => (field.Key, string.Join(',', field)));
}
