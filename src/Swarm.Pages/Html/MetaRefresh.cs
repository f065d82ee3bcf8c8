namespace Swarm.Pages.Html;

/// <summary>Finds the URL in a refresh (HTML Standard, section 4.2.5.3, shared declarative refresh steps).</summary>
static class MetaRefresh
{
    /// <summary>The URL's place in the text; null where there is none: the page refreshes itself.</summary>
    public static (int Start, int Length)? Url(string text, int start, int length)
    {
        var end = start + length;
        var at = SkipBlanks(text, start, end);
        var time = at;
        while (at < end && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
        if (at == time || at >= end || !(text[at] is ';' or ',' || HtmlChars.IsBlank(text[at]))) return null;
        at = SkipBlanks(text, at, end);
        if (at < end && text[at] is ';' or ',') at = SkipBlanks(text, at + 1, end);
        at = SkipName(text, at, end);
        if (at >= end) return null;
        var close = text[at] is '"' or '\'' ? text.IndexOf(text[at], at + 1, end - at - 1) : end;
        if (text[at] is '"' or '\'') at++;
        if (close < 0) close = end;
        while (close > at && HtmlChars.IsBlank(text[close - 1])) close--;
        return close > at ? (at, close - at) : null;
    }

    /// <summary>Behind <c>url =</c>, where it stands.</summary>
    static int SkipName(string text, int at, int end)
    {
        if (!text.AsSpan(at, end - at).StartsWith("url", StringComparison.OrdinalIgnoreCase)) return at;
        var equals = SkipBlanks(text, at + 3, end);
        return equals < end && text[equals] == '=' ? SkipBlanks(text, equals + 1, end) : at;
    }

    static int SkipBlanks(string text, int at, int end)
    {
        while (at < end && HtmlChars.IsBlank(text[at])) at++;
        return at;
    }
}
