namespace Swarm.Domain;

/// <summary>One field line of a request or a response (RFC 9110, section 5).</summary>
public readonly record struct Header(string Name, string Value)
{
    public bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Look-ups in field lines, which keep their order and may repeat.</summary>
public static class Headers
{
    public static IReadOnlyList<Header> None { get; } = [];

    /// <summary>The first field's value, or null.</summary>
    public static string? Find(this IReadOnlyList<Header> headers, string name)
    {
        for (var i = 0; i < headers.Count; i++)
            if (headers[i].Is(name)) return headers[i].Value;
        return null;
    }
}
