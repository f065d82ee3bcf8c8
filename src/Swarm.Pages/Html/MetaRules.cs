using Swarm.Domain.Crawling;

namespace Swarm.Pages.Html;

/// <summary>What <c>meta</c> elements say.</summary>
static class MetaRules
{
    /// <summary>A policy that may forbid what a saved page loads.</summary>
    public static bool IsPolicy(TagAttributes tag) => tag.Is(HtmlAttribute.HttpEquiv, "content-security-policy");

    /// <summary>Images that Windows shows for a page.</summary>
    public static bool IsTile(TagAttributes tag)
    {
        var name = tag.Raw(HtmlAttribute.Name).Trim(HtmlChars.Blanks);
        return name.StartsWith("msapplication-", StringComparison.OrdinalIgnoreCase)
            && (name.EndsWith("TileImage", StringComparison.OrdinalIgnoreCase) || name.EndsWith("logo", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Of <c>robots</c>: words parted by commas.</summary>
    public static PageWish Wish(ReadOnlySpan<char> content)
    {
        var wish = PageWish.None;
        foreach (var range in content.Split(','))
        {
            var word = content[range].Trim(HtmlChars.Blanks);
            if (Is(word, "nofollow") || Is(word, "none")) wish |= PageWish.NoFollow;
            if (Is(word, "noindex") || Is(word, "none")) wish |= PageWish.NoIndex;
            if (Is(word, "noarchive")) wish |= PageWish.NoArchive;
        }

        return wish;
    }

    static bool Is(ReadOnlySpan<char> word, string value) => word.Equals(value, StringComparison.OrdinalIgnoreCase);
}
