using System.Globalization;

namespace Swarm.Domain.Naming;

/// <summary>What of a URL goes into names, decoded for the eye; but for the host not yet portable, and none of it limited.</summary>
sealed class UrlNameParts
{
    public UrlNameParts(WebUrl url)
    {
        var isAmbiguous = false;
        Host = PortableName.Segment(HostFolder(url.Origin, ref isAmbiguous));
        var path = url.Path[1..];
        var slash = path.LastIndexOf('/');
        if (slash >= 0) Folders = ReadFolders(path[..slash], ref isAmbiguous);

        var last = path[(slash + 1)..];
        IsIndex = last.IsEmpty;
        isAmbiguous |= last.SequenceEqual(NamePath.Index);
        FileWithoutQuery = IsIndex ? NamePath.Index : UrlText.DecodePath(last, ref isAmbiguous);
        Query = url.Query.IsEmpty ? "" : UrlText.DecodeQuery(url.Query[1..], ref isAmbiguous);
        File = url.Query.IsEmpty ? FileWithoutQuery : string.Concat(FileWithoutQuery, "^", Query);
        IsAmbiguous = isAmbiguous;
    }

    public string Host { get; }

    public IReadOnlyList<string> Folders { get; } = [];

    public string File { get; }

    public string FileWithoutQuery { get; }

    /// <summary>Without its mark.</summary>
    public string Query { get; }

    /// <summary>True where the path ends in a slash.</summary>
    public bool IsIndex { get; }

    /// <summary>True where another URL, by more than spelling, would have the same parts.</summary>
    public bool IsAmbiguous { get; }

    /// <summary><c>host</c> or <c>host_port</c>; of an IPv6 address with <c>-</c> for <c>:</c>, which it holds no other of.</summary>
    static string HostFolder(Origin origin, ref bool isAmbiguous)
    {
        var host = origin.Host[0] == '[' ? origin.Host.Replace(':', '-') : origin.Host;
        if (!origin.HasDefaultPort) return string.Create(CultureInfo.InvariantCulture, $"{host}_{origin.Port}");
        isAmbiguous |= host.LastIndexOf('_') is >= 0 and var mark && !host.AsSpan(mark + 1).ContainsAnyExceptInRange('0', '9');
        return host;
    }

    static List<string> ReadFolders(ReadOnlySpan<char> path, ref bool isAmbiguous)
    {
        var folders = new List<string>();
        foreach (var range in path.Split('/'))
        {
            var folder = UrlText.DecodePath(path[range], ref isAmbiguous);
            isAmbiguous |= folder.Length == 0;
            if (folder.Length > 0) folders.Add(HashedName.Is(folder) ? HashedName.With(folder, folder) : folder);
        }

        return folders;
    }
}
