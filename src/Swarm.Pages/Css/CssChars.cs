using System.Buffers;

namespace Swarm.Pages.Css;

/// <summary>Classes of characters (CSS Syntax Level 3, section 4.2). NUL counts as U+FFFD, which it is replaced by.</summary>
static class CssChars
{
    /// <summary>What a token that matters begins with, or the bracket behind its name.</summary>
    public static readonly SearchValues<char> Beginnings = SearchValues.Create("\"'@/(\\");

    /// <summary>And what closes a bracket, or a declaration.</summary>
    public static readonly SearchValues<char> BeginningsAndEnds = SearchValues.Create("\"'@/(\\);{}");

    /// <summary>What ends a run of plain characters in a string.</summary>
    public static readonly SearchValues<char> DoubleQuotedStops = SearchValues.Create("\"\\\n\r\f");
    public static readonly SearchValues<char> SingleQuotedStops = SearchValues.Create("'\\\n\r\f");

    /// <summary>What ends a run of plain characters in an unquoted URL: brackets, quotes, blanks, escapes, and what is not printable.</summary>
    public static readonly SearchValues<char> UrlStops = SearchValues.Create(")(\"'\\ " + string.Concat(Enumerable.Range(1, 31).Select(c => (char)c)) + "\u007f");

    public static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c is '_' or >= '\u0080' or '\0';

    public static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or >= '\u0080' or '\0';

    public static bool IsNewline(char c) => c is '\n' or '\r' or '\f';

    public static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f';
}
