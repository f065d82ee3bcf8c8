namespace Swarm.Pages.Html;

/// <summary>Parts a <c>srcset</c> into its URLs (HTML Standard, section 4.8.4.2.3); candidates with odd descriptors are kept.</summary>
static class SrcSet
{
    /// <summary>Places of the URLs in the text.</summary>
    public static IEnumerable<(int Start, int Length)> Urls(string text, int start, int length)
    {
        var end = start + length;
        for (var at = start; at < end;)
        {
            while (at < end && (text[at] == ',' || HtmlChars.IsBlank(text[at]))) at++;
            var from = at;
            while (at < end && !HtmlChars.IsBlank(text[at])) at++;
            if (at == from) yield break;
            var last = at;
            while (text[last - 1] == ',') last--;
            yield return (from, last - from);
            if (last == at) at = DescriptorsEnd(text, at, end);
        }
    }

    /// <summary>At the next comma outside of brackets.</summary>
    static int DescriptorsEnd(string text, int at, int end)
    {
        var isInBrackets = false;
        for (; at < end; at++)
        {
            if (text[at] == '(') isInBrackets = true;
            else if (text[at] == ')') isInBrackets = false;
            else if (text[at] == ',' && !isInBrackets) return at;
        }

        return at;
    }
}
