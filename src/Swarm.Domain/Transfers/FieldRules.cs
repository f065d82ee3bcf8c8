namespace Swarm.Domain.Transfers;

/// <summary>What may be sent as a field line (RFC 9110, sections 5.1 and 5.5): nothing that begins another line.</summary>
public static class FieldRules
{
    static readonly AsciiSet NameCharacters = new("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>A token (RFC 9110, section 5.6.2).</summary>
    public static bool IsName(ReadOnlySpan<char> text) => !text.IsEmpty && NameCharacters.ContainsAllOf(text);

    /// <summary>Why the field is refused, without its value, which may be a secret; or null.</summary>
    public static string? Fault(Header header) =>
        !IsName(header.Name) ? "a field's name is no name"
        : header.Value.AsSpan().ContainsAny('\r', '\n', '\0') ? $"a line break or NUL in the value of the field '{header.Name}'"
        : null;
}
