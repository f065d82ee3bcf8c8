using System.Buffers;

namespace Swarm.Domain.Transfers;

/// <summary>What may be sent as a field line (RFC 9110, sections 5.1 and 5.5): nothing that begins another line.</summary>
public static class FieldRules
{
    static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Why the field is refused, without its value, which may be a secret; or null.</summary>
    public static string? Fault(Header header) =>
        header.Name.Length == 0 || header.Name.AsSpan().ContainsAnyExcept(NameCharacters) ? "a field's name is no name"
        : header.Value.AsSpan().ContainsAny('\r', '\n', '\0') ? $"a line break or NUL in the value of the field '{header.Name}'"
        : null;
}
