using Swarm.Domain;

namespace Swarm.Settings;

/// <summary>A field line as a setting: <c>Name: value</c> (RFC 9110, section 5).</summary>
public static class HeaderLine
{
    const string TokenMarks = "!#$%&'*+-.^_`|~";

    static readonly string[] Secret = ["Authorization", "Proxy-Authorization", "Cookie"];

    public static IReadOnlyList<Header> ParseAll(IReadOnlyList<string> lines)
    {
        if (lines.Count == 0) return Headers.None;
        var headers = new Header[lines.Count];
        for (var i = 0; i < headers.Length; i++) headers[i] = Parse(lines[i]);
        return headers;
    }

    /// <summary>The lines, but for the values of those that carry credentials.</summary>
    public static string[] ShowAll(IReadOnlyList<Header> headers) =>
        [.. headers.Select(h => $"{h.Name}: {(Array.Exists(Secret, h.Is) ? "…" : h.Value)}")];

    /// <exception cref="FormatException">It has no colon, or what is no name before it, or a line break.</exception>
    static Header Parse(string line)
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
