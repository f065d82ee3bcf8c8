namespace Swarm.Pages.Html;

/// <summary>Classes of characters (HTML Standard, section 13.2.5).</summary>
static class HtmlChars
{
    public const string Blanks = " \t\n\f\r";

    public static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\f' or '\r';

    public static bool EndsTagName(char c) => c is '>' or '/' || IsBlank(c);

    public static bool EndsAttributeName(char c) => c is '>' or '/' or '=' || IsBlank(c);

    /// <summary>Letters of ASCII alone, as names are compared.</summary>
    public static void ToLower(ReadOnlySpan<char> text, Span<char> lower)
    {
        for (var i = 0; i < text.Length; i++) lower[i] = char.IsAsciiLetterUpper(text[i]) ? (char)(text[i] | 0x20) : text[i];
    }

    /// <summary>Whether one of the words, parted by blanks, is this one in any case.</summary>
    public static bool HasWord(ReadOnlySpan<char> words, ReadOnlySpan<char> word)
    {
        foreach (var range in words.SplitAny(Blanks))
        {
            if (words[range].Equals(word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
