using System.Text;

namespace Swarm.Domain.Urls;

/// <summary>The path state of the URL Standard: segments at / and \, dot segments resolved, the rest encoded.</summary>
static class PathParser
{
    /// <summary>Appends to a path that begins at <paramref name="pathStart"/> of <paramref name="href"/> and has no trailing slash.</summary>
    public static void Append(StringBuilder href, int pathStart, ReadOnlySpan<char> path)
    {
        for (var more = true; more;)
        {
            var slash = path.IndexOfAny('/', '\\');
            more = slash >= 0;
            var segment = more ? path[..slash] : path;
            var dots = Dots(segment);
            if (dots == 2) DropLast(href, pathStart);
            if (dots == 0) PercentEncoding.Append(href.Append('/'), segment, PercentEncoding.PathCharacters);
            else if (!more) href.Append('/');
            path = path[(slash + 1)..];
        }
    }

    static void DropLast(StringBuilder href, int pathStart)
    {
        var end = href.Length;
        while (end > pathStart && href[--end] != '/')
        {
        }

        href.Length = end;
    }

    /// <summary>1 for a single-dot segment, 2 for a double-dot one (%2e counts as a dot), else 0.</summary>
    static int Dots(ReadOnlySpan<char> segment)
    {
        if (segment.Length is 0 or > 6) return 0;
        var dots = 0;
        for (; segment.Length > 0; dots++)
        {
            if (segment[0] == '.') segment = segment[1..];
            else if (segment.StartsWith("%2e", StringComparison.OrdinalIgnoreCase)) segment = segment[3..];
            else return 0;
        }

        return dots <= 2 ? dots : 0;
    }
}
