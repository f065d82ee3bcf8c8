using System.Text;
using Swarm.Hocon.Parsing;

namespace Swarm.Hocon;

/// <summary>Path expressions to and from their elements.</summary>
internal static class HoconPath
{
    const int MaxElements = 256;

    public static string[] Parse(string path)
    {
        if (IsPlain(path))
            return path.Split('.');
        var cursor = new TextCursor(path, "path", keepComments: false);
        var elements = PathText.Read(cursor, MaxElements);
        cursor.SkipBlanks();
        return cursor.Current == TextCursor.End
            ? elements
            : throw cursor.Fault($"expected the end of the path '{path}', got {cursor.Describe()}");
    }

    public static string Render(ReadOnlySpan<string> elements)
    {
        if (elements.Length == 1 && IsName(elements[0]))
            return elements[0];
        var text = new StringBuilder();
        foreach (var element in elements)
        {
            if (text.Length > 0)
                text.Append('.');
            if (IsName(element))
                text.Append(element);
            else
                JsonText.AppendQuoted(text, element);
        }
        return text.ToString();
    }

    /// <summary>A name that needs no quotes as a key, wherever it stands.</summary>
    public static bool IsName(string text)
    {
        if (text.Length == 0 || text == "include")
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                return false;
        }
        return true;
    }

    static bool IsPlain(string path)
    {
        var afterDot = true;
        foreach (var c in path)
        {
            if (c == '.' ? afterDot : !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                return false;
            afterDot = c == '.';
        }
        return !afterDot;
    }
}
