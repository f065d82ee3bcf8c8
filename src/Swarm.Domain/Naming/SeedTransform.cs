using System.Text;

namespace Swarm.Domain.Naming;

/// <summary>aiodownload's way from a URL, or any text, to a relative path, to the letter; what it gives may leave the folder or be no file.</summary>
public static class SeedTransform
{
    public static string Path(string url)
    {
        var rest = WithoutScheme(CutAt(url, '#', out _));
        rest = CutAt(rest, '?', out var query);
        var host = "";
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = rest.IndexOf('/', 2);
            host = slash < 0 ? rest[2..] : rest[2..slash];
            rest = slash < 0 ? "" : rest[slash..];
        }

        rest = CutParameters(rest, out var parameters);
        var segments = rest.Split('/').Skip(1).Select(Clean).ToList();
        var path = segments.Count == 0 ? NamePath.Index : string.Join('/', segments);
        (parameters, query) = (Clean(parameters), Clean(query));
        return host + "/" + path + (parameters.Length > 0 ? $"({parameters})" : "") + (query.Length > 0 ? "_" + query : "");
    }

    /// <summary>Decomposed by compatibility, then only <c>A–Z a–z 0–9 - _ . ( )</c> and space are kept.</summary>
    public static string Clean(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in FoldedName.WellFormed(text).Normalize(NormalizationForm.FormKD))
        {
            var mapped = c switch { '&' or ';' => '-', ',' => '.', '=' => '_', _ => c };
            if (char.IsAsciiLetterOrDigit(mapped) || mapped is '-' or '_' or '.' or '(' or ')' or ' ') result.Append(mapped);
        }

        return result.ToString();
    }

    static string WithoutScheme(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        var isScheme = colon > 0 && char.IsAsciiLetter(url[0])
            && url.AsSpan(0, colon).IndexOfAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.") < 0;
        return isScheme ? url[(colon + 1)..] : url;
    }

    /// <summary>The parameters of the last segment alone (RFC 1808).</summary>
    static string CutParameters(string path, out string parameters)
    {
        var mark = path.IndexOf(';', Math.Max(0, path.LastIndexOf('/')));
        parameters = mark < 0 ? "" : path[(mark + 1)..];
        return mark < 0 ? path : path[..mark];
    }

    static string CutAt(string text, char mark, out string rest)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        rest = at < 0 ? "" : text[(at + 1)..];
        return at < 0 ? text : text[..at];
    }
}
