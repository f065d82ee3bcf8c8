namespace Swarm.Domain.Crawling.Scoping;

/// <summary>Patterns with <c>*</c> for any text and <c>?</c> for one character, over a whole text.</summary>
static class Glob
{
    /// <summary>Goes back to the last <c>*</c> alone, as no earlier one could match more.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (p, t, star, resume) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*') (star, resume, p) = (p, t, p + 1);
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t])) (p, t) = (p + 1, t + 1);
            else if (star >= 0) (p, t) = (star + 1, ++resume);
            else return false;
        }

        return !pattern[p..].ContainsAnyExcept('*');
    }
}
