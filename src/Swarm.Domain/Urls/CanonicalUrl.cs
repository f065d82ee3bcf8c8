namespace Swarm.Domain.Urls;

/// <summary>Takes a URL that is in its serialised form already as it is, without a copy; what is not plainly so is left to <see cref="UrlParser"/>.</summary>
static class CanonicalUrl
{
    static readonly AsciiSet s_host = new("abcdefghijklmnopqrstuvwxyz0123456789.-");

    public static bool TryRead(string text, out UrlParts parts)
    {
        parts = default;
        var secure = text.StartsWith("https://", StringComparison.Ordinal);
        if (text.Length > WebUrl.MaxLength || (!secure && !text.StartsWith("http://", StringComparison.Ordinal))) return false;

        var start = secure ? 8 : 7;
        var hostLength = s_host.IndexOfOther(text.AsSpan(start));
        if (hostLength <= 0 || !IsPlain(text.AsSpan(start, hostLength))) return false;

        var (pathStart, port) = (start + hostLength, secure ? 443 : 80);
        if (text[pathStart] == ':' && !TryReadPort(text, ref pathStart, ref port)) return false;
        if (pathStart == text.Length || text[pathStart] != '/') return false;
        if (!TryReadTarget(text.AsSpan(pathStart), out var pathLength)) return false;

        var origin = new Origin(secure ? "https" : "http", text.Substring(start, hostLength), port);
        parts = new UrlParts(text, origin, pathStart, pathStart + pathLength, null);
        return true;
    }

    static bool IsPlain(ReadOnlySpan<char> host)
    {
        var label = host[(host.LastIndexOf('.') + 1)..];
        return label.Length > 0 && (!char.IsAsciiDigit(label[0]) || Ipv4.IsCanonical(host));
    }

    static bool TryReadPort(string text, ref int at, ref int port)
    {
        var (value, start) = (0, ++at);
        for (; at < text.Length && at - start < 5 && char.IsAsciiDigit(text[at]); at++)
            value = value * 10 + (text[at] - '0');
        if (at == start || text[start] == '0' || value > ushort.MaxValue || value == port) return false;
        port = value;
        return true;
    }

    static bool TryReadTarget(ReadOnlySpan<char> target, out int pathLength)
    {
        pathLength = PercentEncoding.PathCharacters.IndexOfOther(target);
        if (pathLength < 0) pathLength = target.Length;
        else if (target[pathLength] != '?' || !PercentEncoding.QueryCharacters.ContainsAllOf(target[(pathLength + 1)..])) return false;
        return !MayHoldDots(target[..pathLength]);
    }

    static bool MayHoldDots(ReadOnlySpan<char> path) =>
        path.Contains("/.", StringComparison.Ordinal)
        || (path.Contains('%') && path.Contains("/%2e", StringComparison.OrdinalIgnoreCase));
}
