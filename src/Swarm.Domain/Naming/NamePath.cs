using System.Text;

namespace Swarm.Domain.Naming;

/// <summary>Joins segments to a relative path within the limits: 200 bytes a segment, 20 segments, 1,024 bytes in all.</summary>
static class NamePath
{
    public const string Index = "index";
    public const int MaxDepth = 20;
    public const int MaxBytes = 1024;

    /// <param name="segments">Portable or not yet; empty ones and dot segments are left out.</param>
    /// <param name="identity">Of the URL: a shortened file name carries its hash.</param>
    public static string Join(IEnumerable<string> segments, string identity)
    {
        var path = new List<string>();
        foreach (var segment in segments)
            if (segment is not ("" or "." or "..")) path.Add(PortableName.Segment(segment));
        if (path.Count == 0) path.Add(Index);
        for (var i = 0; i < path.Count; i++)
            path[i] = HashedName.Limit(path[i], i == path.Count - 1 ? identity : path[i]);
        Fold(path);
        return string.Join('/', path);
    }

    /// <summary>Puts the hash of the deepest folders in their place until the path fits.</summary>
    static void Fold(List<string> path)
    {
        var bytes = path.Sum(Size) - 1;
        if (path.Count <= MaxDepth && bytes <= MaxBytes) return;

        var room = MaxBytes - Size(path[^1]) - "/~00000000".Length;
        var kept = 0;
        while (kept < MaxDepth - 2 && kept < path.Count - 2 && (room -= Size(path[kept])) >= 0) kept++;
        var folded = path.GetRange(kept, path.Count - 1 - kept);
        path.RemoveRange(kept, folded.Count);
        path.Insert(kept, HashedName.Hash(string.Join('/', folded)));
    }

    static int Size(string segment) => Encoding.UTF8.GetByteCount(segment) + 1;
}
