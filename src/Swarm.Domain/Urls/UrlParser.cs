using System.Text;

namespace Swarm.Domain.Urls;

/// <summary>The URL Standard's basic URL parser (section 4.4) for http and https, its states unrolled: what both schemes share needs no other branch.</summary>
/// <remarks>Methods give the fault in words, or null.</remarks>
static class UrlParser
{
    public static string? Parse(string text, WebUrl? @base, out UrlParts parts)
    {
        parts = default;
        if (text.Length > WebUrl.MaxLength) return Faults.TooLong;
        var input = Clean(text);
        var scheme = Scheme(input);
        if (scheme.IsEmpty) return @base is null ? Faults.NoScheme(input) : ParseRelative(input, @base, out parts);

        var name = scheme.Equals("https", StringComparison.OrdinalIgnoreCase) ? "https"
            : scheme.Equals("http", StringComparison.OrdinalIgnoreCase) ? "http" : null;
        if (name is null) return Faults.OtherScheme(scheme, input);

        var rest = input[(scheme.Length + 1)..];
        return @base?.Origin.Scheme == name && !rest.StartsWith("//", StringComparison.Ordinal)
            ? ParseRelative(rest, @base, out parts)
            : ParseAuthority(name, rest, out parts);
    }

    /// <summary>Without what surrounds it, tabs, line breaks and the fragment, which begins at the first # whatever the state.</summary>
    static ReadOnlySpan<char> Clean(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && text[start] <= ' ') start++;
        while (end > start && text[end - 1] <= ' ') end--;
        var input = text.AsSpan(start, end - start);
        if (input.ContainsAny('\t', '\n', '\r'))
            input = string.Concat(input.ToString().Split(['\t', '\n', '\r']));
        var fragment = input.IndexOf('#');
        return fragment < 0 ? input : input[..fragment];
    }

    static ReadOnlySpan<char> Scheme(ReadOnlySpan<char> input)
    {
        var colon = input.IndexOf(':');
        if (colon <= 0 || !char.IsAsciiLetter(input[0])) return default;
        foreach (var c in input[..colon])
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.')) return default;
        return input[..colon];
    }

    static string? ParseRelative(ReadOnlySpan<char> reference, WebUrl @base, out UrlParts parts)
    {
        if (reference is ['/' or '\\', '/' or '\\', ..])
            return ParseAuthority(@base.Origin.Scheme, reference, out parts);

        var mark = QueryMark(reference);
        var path = reference[..mark];
        var query = reference[mark..];
        if (path is ['/' or '\\', ..])
            return Build(@base.Origin, @base.UserInfo, default, path[1..], query, out parts);
        if (path.IsEmpty)
            return Build(@base.Origin, @base.UserInfo, default, @base.Path[1..], query.IsEmpty ? @base.Query : query, out parts);
        return Build(@base.Origin, @base.UserInfo, @base.Path[..@base.Path.LastIndexOf('/')], path, query, out parts);
    }

    static string? ParseAuthority(string scheme, ReadOnlySpan<char> rest, out UrlParts parts)
    {
        parts = default;
        rest = rest.TrimStart("/\\");
        var end = rest.IndexOfAny('/', '\\', '?');
        var authority = end < 0 ? rest : rest[..end];
        var at = authority.LastIndexOf('@');
        var userInfo = at < 0 ? null : UserInfo(authority[..at]);
        authority = authority[(at + 1)..];

        var colon = PortColon(authority);
        var fault = HostParser.Parse(authority[..colon], out var host);
        if (fault is not null) return fault;
        var port = scheme == "https" ? 443 : 80;
        fault = ParsePort(authority[colon..], ref port);
        if (fault is not null) return fault;

        var target = end < 0 ? default : rest[end..];
        var mark = QueryMark(target);
        var path = target[Math.Min(1, mark)..mark];
        return Build(new Origin(scheme, host, port), userInfo, default, path, target[mark..], out parts);
    }

    static int QueryMark(ReadOnlySpan<char> text) => text.IndexOf('?') is >= 0 and var mark ? mark : text.Length;

    static int PortColon(ReadOnlySpan<char> authority)
    {
        var inBrackets = false;
        for (var i = 0; i < authority.Length; i++)
        {
            if (authority[i] == ':' && !inBrackets) return i;
            if (authority[i] is '[' or ']') inBrackets = authority[i] == '[';
        }

        return authority.Length;
    }

    static string? ParsePort(ReadOnlySpan<char> text, ref int port)
    {
        var digits = text.TrimStart(':');
        if (text.Length - digits.Length > 1 || digits.ContainsAnyExceptInRange('0', '9')) return Faults.PortNoNumber(text[1..]);
        if (digits.IsEmpty) return null;
        var significant = digits.TrimStart('0');
        if (significant.IsEmpty) return Faults.PortZero;
        if (significant.Length > 5) return Faults.PortTooHigh(significant);
        port = int.Parse(significant, System.Globalization.CultureInfo.InvariantCulture);
        return port > ushort.MaxValue ? Faults.PortTooHigh(significant) : null;
    }

    static string? UserInfo(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        var result = new StringBuilder();
        PercentEncoding.Append(result, colon < 0 ? text : text[..colon], PercentEncoding.UserInfoCharacters);
        if (colon >= 0 && colon + 1 < text.Length)
            PercentEncoding.Append(result.Append(':'), text[(colon + 1)..], PercentEncoding.UserInfoCharacters);
        return result.Length == 0 ? null : result.ToString();
    }

    static string? Build(
        Origin origin, string? userInfo, ReadOnlySpan<char> folders, ReadOnlySpan<char> path, ReadOnlySpan<char> query, out UrlParts parts)
    {
        parts = default;
        var href = new StringBuilder(origin.Host.Length + folders.Length + path.Length + query.Length + 24);
        href.Append(origin.Scheme).Append("://").Append(origin.Host);
        if (!origin.HasDefaultPort) href.Append(':').Append(origin.Port);
        var pathStart = href.Length;
        PathParser.Append(href.Append(folders), pathStart, path);
        var queryStart = href.Length;
        if (!query.IsEmpty) PercentEncoding.Append(href.Append('?'), query[1..], PercentEncoding.QueryCharacters);
        if (href.Length > WebUrl.MaxLength) return Faults.TooLong;
        parts = new UrlParts(href.ToString(), origin, pathStart, queryStart, userInfo);
        return null;
    }
}
