using System.Globalization;

namespace Swarm.Domain.Crawling.Scoping;

/// <summary>Limits on a URL's form: what grows without end goes beyond one of them.</summary>
static class PathLimits
{
    const int Shown = 40;

    /// <summary>The limit that a URL goes beyond, in words, or null.</summary>
    public static string? Fault(WebUrl url, ScopeOptions limits)
    {
        if (url.Href.Length > limits.LongestUrl) return Text($"limit: a URL of {url.Href.Length} characters is longer than {limits.LongestUrl}");
        if (HasLabels(url.Origin.Host) && Repeated(url.Origin.Host, '.', limits.MostRepeats) is { } label)
            return Text($"limit: '{label}' stands in the host more than {limits.MostRepeats} times");
        var path = url.Path[1..];
        var segments = path.Count('/') + 1;
        if (segments > limits.MostSegments) return Text($"limit: {segments} path segments are more than {limits.MostSegments}");
        if (segments > limits.MostRepeats && Repeated(path, '/', limits.MostRepeats) is { } segment)
            return Text($"limit: '{segment}' stands in the path more than {limits.MostRepeats} times");
        var keys = url.Query.Length < 2 ? 0 : url.Query.Count('&') + 1;
        return keys > limits.MostQueryKeys ? Text($"limit: {keys} query keys are more than {limits.MostQueryKeys}") : null;
    }

    static bool HasLabels(ReadOnlySpan<char> host) => host.Count('.') > 2 && host[^1] != ']' && !char.IsAsciiDigit(host[^1]);

    /// <summary>Quadratic in the number of parts, which is limited already.</summary>
    static string? Repeated(ReadOnlySpan<char> text, char separator, int most)
    {
        foreach (var range in text.Split(separator))
        {
            var segment = text[range];
            var rest = text[range.Start..];
            var count = 0;
            foreach (var other in rest.Split(separator))
                if (rest[other].SequenceEqual(segment)) count++;
            if (count > most) return segment.Length > Shown ? string.Concat(segment[..Shown], "…") : segment.ToString();
        }

        return null;
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
