using System.Globalization;
using System.Text;

namespace Swarm.Settings.Printing;

/// <summary>One value as HOCON or JSON writes it.</summary>
static class Literal
{
    /// <summary>As JSON, but that texts of letters, digits and dashes go without quotes.</summary>
    public static string Hocon(object? value) => value switch
    {
        string text when IsPlain(text) => text,
        bool flag => flag ? "on" : "off",
        IReadOnlyList<string> list => $"[{string.Join(", ", list.Select(Hocon))}]",
        _ => Json(value),
    };

    public static string Json(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => Quoted(text),
        IReadOnlyList<string> list => $"[{string.Join(", ", list.Select(Quoted))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    static bool IsPlain(string text) =>
        text.Length > 0 && text is not ("null" or "include") && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && text[0] != '-';

    static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (c >= ' ' && c is not ('\x7f' or '\u2028' or '\u2029') && !char.IsSurrogate(c)) quoted.Append(c);
            else quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return quoted.Append('"').ToString();
    }
}
