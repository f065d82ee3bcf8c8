using System.Text.RegularExpressions;

namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>Says whether a text of a log event fits.</summary>
public interface IStringMatcher
{
    bool IsMatch(string s);
}

/// <summary>Every text.</summary>
public class MatchesAll : IStringMatcher
{
    MatchesAll() { }

    public static IStringMatcher Instance { get; } = new MatchesAll();

    public bool IsMatch(string s) => true;

    public override string ToString() => "";
}

/// <summary>The whole text, in any case.</summary>
public class EqualsString(string s) : IStringMatcher
{
    readonly string expected = s;

    public bool IsMatch(string s) => string.Equals(expected, s, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"== \"{expected}\"";
}

/// <summary>How the text begins, in any case.</summary>
public class StartsWithString(string start) : IStringMatcher
{
    public bool IsMatch(string s) => s.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"starts with \"{start}\"";
}

/// <summary>A part of the text, in any case.</summary>
public class ContainsString(string part) : IStringMatcher
{
    public bool IsMatch(string s) => s.Contains(part, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"contains \"{part}\"";
}

/// <summary>What a regular expression finds.</summary>
public class RegexMatcher(Regex regex) : IStringMatcher
{
    public bool IsMatch(string s) => regex.IsMatch(s);

    public override string ToString() => $"matches regex \"{regex}\"";
}

/// <summary>A log source by its name or path, in any case; a path also without its address.</summary>
public class EqualsStringAndPathMatcher(string path, bool canBeRelative = true) : IStringMatcher
{
    readonly string expected = path;

    public bool IsMatch(string path) =>
        Same(path) || canBeRelative && PathOnly(path) is { } relative && Same(relative);

    public override string ToString() => $"== \"{expected}\"";

    static string? PathOnly(string path)
    {
        var address = path.IndexOf("://", StringComparison.Ordinal);
        var start = address < 0 ? -1 : path.IndexOf('/', address + 3);
        return start < 0 ? null : path[start..];
    }

    bool Same(string path) => string.Equals(expected, path, StringComparison.OrdinalIgnoreCase);
}
