using System.Globalization;
using System.Text;

namespace Swarm.Domain.Crawling.Traps;

/// <summary>The families that a URL belongs to, from the narrowest: how sites without end are built, one page has many neighbours in one of them.</summary>
static class FamilyNames
{
    const int Narrow = 1;
    const int Wide = 3;
    const int Whole = 6;
    const int LongestName = 200;

    public static List<FamilyName> Of(WebUrl url)
    {
        var origin = url.Origin.ToString();
        var names = new List<FamilyName>(6);
        var keys = Keys(url.Query);
        if (keys.Length > 0) names.Add(new(Name(origin, url.Path, keys), Narrow));
        var second = Folder(url.Path, 2);
        if (!second.IsEmpty) names.Add(new(Name(origin, second, ""), Narrow));
        if (FirstFolder(url) is { } first) names.Add(first);
        if (keys.Length > 0) names.Add(new(Name(origin, "/…", keys), Wide));
        names.Add(new(origin, Whole));
        if (Parent(url.Origin) is { } parent) names.Add(new(parent, Whole));
        return names;
    }

    /// <summary>Of the first path segment; null for files in the root.</summary>
    public static FamilyName? FirstFolder(WebUrl url)
    {
        var folder = Folder(url.Path, 1);
        return folder.IsEmpty ? null : new(Name(url.Origin.ToString(), folder, ""), Wide);
    }

    /// <summary>The path's first folders with their slash, or nothing where there are fewer.</summary>
    static ReadOnlySpan<char> Folder(ReadOnlySpan<char> path, int depth)
    {
        var end = 0;
        for (; depth > 0; depth--)
        {
            var slash = path[(end + 1)..].IndexOf('/');
            if (slash < 0) return default;
            end += slash + 1;
        }

        return path[..(end + 1)];
    }

    /// <summary>The hosts beside this one below the same name; addresses have none.</summary>
    static string? Parent(Origin origin)
    {
        var host = origin.Host.AsSpan().TrimEnd('.');
        if (host.IsEmpty || host[^1] == ']' || char.IsAsciiDigit(host[^1]) || host.Count('.') < 2) return null;
        return $"{origin.Scheme}://*{host[host.IndexOf('.')..]}";
    }

    static string Name(string origin, ReadOnlySpan<char> path, ReadOnlySpan<char> keys)
    {
        var name = new StringBuilder(origin);
        AppendWithoutNumbers(name, path);
        AppendWithoutNumbers(name, keys);
        if (name.Length <= LongestName) return name.ToString();
        var whole = name.ToString();
        return string.Create(CultureInfo.InvariantCulture, $"{whole.AsSpan(0, LongestName)}…{Fnv.Of(whole):x16}");
    }

    static void AppendWithoutNumbers(StringBuilder to, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyInRange('0', '9');
            if (digits < 0) digits = text.Length;
            to.Append(text[..digits]);
            if (digits == text.Length) return;
            to.Append('#');
            text = text[digits..].TrimStart("0123456789");
        }
    }

    /// <summary><c>?a&amp;b</c>: the query's keys once each and sorted. <c>amp;</c> before a key is an escape that was not undone, once or many times.</summary>
    static string Keys(ReadOnlySpan<char> query)
    {
        if (query.Length < 2) return "";
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        query = query[1..];
        foreach (var range in query.Split('&'))
        {
            var key = query[range];
            while (key.StartsWith("amp;")) key = key[4..];
            var equals = key.IndexOf('=');
            if (equals >= 0) key = key[..equals];
            if (!key.IsEmpty) keys.Add(key.ToString());
        }

        return keys.Count == 0 ? "" : "?" + string.Join('&', keys);
    }
}

/// <param name="Scale">How many times the grace and the window of a narrow family: the part that is without end is found before the whole.</param>
readonly record struct FamilyName(string Name, int Scale);

/// <summary>FNV-1a, the same in every run.</summary>
static class Fnv
{
    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = 0xcbf29ce484222325;
        foreach (var c in text) hash = (hash ^ c) * 0x100000001b3;
        return hash;
    }
}
