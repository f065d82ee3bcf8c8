namespace Swarm.Settings;

/// <summary>Keys as people write them: elements that need quotes have them.</summary>
static class KeyPath
{
    public static string Render(IReadOnlyList<string> path) => string.Join('.', path.Select(Quoted));

    public static string Quoted(string element) =>
        element.Length > 0 && element.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? element
            : '"' + element.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"';
}
