using System.Globalization;
using Swarm.Domain;

namespace Swarm.Stores.Oss;

/// <summary>How OSS writes keys, queries and times.</summary>
static class OssText
{
    /// <summary>All but RFC 3986's unreserved characters as the bytes of their UTF-8.</summary>
    public static string Encode(string text) => Uri.EscapeDataString(text);

    /// <summary>As <see cref="Encode"/>, slashes kept.</summary>
    public static string EncodePath(string path) => Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal);

    /// <summary>A parameter without a value is its name alone.</summary>
    public static string Pair(string name, string value) => value.Length == 0 ? name : $"{name}={value}";

    /// <summary>RFC 9110's form of a date.</summary>
    public static string HttpDate(DateTimeOffset time) => time.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>ISO 8601's basic form, in UTC.</summary>
    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The fields with <paramref name="added"/> in place of those of the same names.</summary>
    public static List<Header> With(IReadOnlyList<Header> headers, params ReadOnlySpan<Header> added)
    {
        var all = new List<Header>(headers.Count + added.Length + 1);
        all.AddRange(headers);
        foreach (var header in added)
        {
            all.RemoveAll(other => other.Is(header.Name));
            all.Add(header);
        }

        return all;
    }
}
