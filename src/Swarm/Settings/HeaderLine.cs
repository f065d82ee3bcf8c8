using Swarm.Domain;

namespace Swarm.Settings;

/// <summary>A field line as a setting: <c>Name: value</c> (RFC 9110, section 5).</summary>
static class HeaderLine
{
    const string TokenMarks = "!#$%&'*+-.^_`|~";

    public static string Render(Header header) => $"{header.Name}: {header.Value}";

    /// <exception cref="FormatException">It has no colon, or what is no name before it, or a line break.</exception>
    public static Header Parse(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? "" : line[..colon].Trim();
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || TokenMarks.Contains(c, StringComparison.Ordinal)))
            throw new FormatException($"'{SafeText.Of(line, 60)}' is no header (try \"Name: value\")");
        return line.AsSpan().IndexOfAny('\r', '\n', '\0') < 0
            ? new Header(name, line[(colon + 1)..].Trim())
            : throw new FormatException($"the header {name} holds a line break");
    }
}
