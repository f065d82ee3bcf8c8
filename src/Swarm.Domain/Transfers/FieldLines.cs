namespace Swarm.Domain.Transfers;

/// <summary>Look-ups of fields that must not have two values.</summary>
static class FieldLines
{
    /// <summary>The field's value; null where it is missing or has two that differ.</summary>
    public static string? Single(this IReadOnlyList<Header> headers, string name)
    {
        string? found = null;
        for (var i = 0; i < headers.Count; i++)
        {
            if (!headers[i].Is(name)) continue;
            var value = headers[i].Value.Trim(' ', '\t');
            if (found is not null && found != value) return null;
            found = value;
        }

        return found;
    }

    public static bool Has(this IReadOnlyList<Header> headers, string name) => headers.Find(name) is not null;

    /// <summary>The codings of the body but <c>identity</c>, which is none (RFC 9110, section 8.4); null: as it is.</summary>
    public static string? Coding(this IReadOnlyList<Header> headers)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            if (!headers[i].Is("Content-Encoding")) continue;
            var value = headers[i].Value.Trim(' ', '\t');
            if (value.Length > 0 && !value.Equals("identity", StringComparison.OrdinalIgnoreCase)) return value;
        }

        return null;
    }
}
