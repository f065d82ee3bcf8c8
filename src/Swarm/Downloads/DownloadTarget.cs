using Swarm.Domain;

namespace Swarm.Downloads;

/// <summary>Where a download goes: a file in a folder.</summary>
readonly record struct DownloadTarget(string Folder, string Name)
{
    public string Path => System.IO.Path.Combine(Folder, Name);

    /// <summary>The file at <paramref name="path"/>; where that is a folder or ends in a separator, the one in it that the URL names.</summary>
    /// <exception cref="TransferException">Name: the URL names none, or one that is no plain file name.</exception>
    public static DownloadTarget Of(WebUrl url, string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var isFolder = System.IO.Path.EndsInDirectorySeparator(path) || Directory.Exists(full);
        return isFolder
            ? new DownloadTarget(full, NameIn(url))
            : new DownloadTarget(System.IO.Path.GetDirectoryName(full)!, System.IO.Path.GetFileName(full));
    }

    /// <summary>What follows the last slash of the path as it is written there, without the <c>;parameters</c> that old URLs have (RFC 2396, section 3.3).</summary>
    internal static string NameIn(WebUrl url)
    {
        var last = url.Path[(url.Path.LastIndexOf('/') + 1)..];
        var end = last.IndexOf(';');
        var name = (end < 0 ? last : last[..end]).ToString();
        return Fault(name) is not { } why ? name
            : throw new TransferException(Reason.Name, Stage.Name, $"{why}: give the file's whole path instead of its folder");
    }

    static string? Fault(string name) => name switch
    {
        "" => "the URL's path ends without a file name",
        "." or ".." => $"the URL's file name '{name}' is a folder's",
        _ when name.IndexOfAny(System.IO.Path.GetInvalidFileNameChars()) >= 0 => $"the URL's file name '{SafeText.Of(name, 80)}' is none on this system",
        _ => null,
    };
}
