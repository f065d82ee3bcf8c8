using Swarm.Domain;

namespace Swarm.ObjectStores.Copying;

/// <summary>A file to be brought somewhere.</summary>
/// <param name="Relative">Below the folder that was named, <c>/</c> between segments.</param>
readonly record struct LocalFile(string Path, string Relative, long Length, DateTimeOffset Modified);

/// <summary>The files below a folder, in order of name. Links to files count as the files; links to folders are not followed; a job's state is no part of it.</summary>
static class LocalFiles
{
    const string State = ".swarm";

    /// <param name="onFault">Hears of what can't be read, and why.</param>
    public static IEnumerable<LocalFile> Below(string folder, Action<string, string> onFault)
    {
        var root = Path.GetFullPath(folder);
        var open = new Stack<IEnumerator<FileSystemInfo>>();
        open.Push(Entries(root, root, onFault));
        while (open.TryPeek(out var entries))
        {
            if (!entries.MoveNext())
            {
                open.Pop().Dispose();
                continue;
            }

            var entry = entries.Current;
            if (IsFolder(entry)) open.Push(Entries(entry.FullName, root, onFault));
            else if (Facts(entry, root, onFault) is { } file) yield return file;
        }
    }

    /// <exception cref="TransferException">It is not there, or no file.</exception>
    public static LocalFile One(string path)
    {
        var info = new FileInfo(path);
        var target = Resolve(info);
        if (target is not FileInfo { Exists: true } file)
            throw new TransferException(Reason.Disk, Stage.Request, Directory.Exists(path) ? $"{path}: a folder; --recursive brings all that is in it" : $"{path}: there is no such file");
        return new LocalFile(info.FullName, info.Name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc));
    }

    static bool IsFolder(FileSystemInfo entry) => entry is DirectoryInfo && entry.LinkTarget is null;

    static LocalFile? Facts(FileSystemInfo entry, string root, Action<string, string> onFault)
    {
        var relative = Path.GetRelativePath(root, entry.FullName).Replace(Path.DirectorySeparatorChar, '/');
        if (Resolve(entry) is not FileInfo { Exists: true } file)
        {
            onFault(entry.FullName, entry.LinkTarget is null ? "neither a file nor a folder" : "a link that leads to no file");
            return null;
        }

        return new LocalFile(entry.FullName, relative, file.Length, new DateTimeOffset(file.LastWriteTimeUtc));
    }

    static FileSystemInfo? Resolve(FileSystemInfo entry)
    {
        try
        {
            return entry.LinkTarget is null ? entry : entry.ResolveLinkTarget(returnFinalTarget: true);
        }
        catch (IOException)
        {
            return null;
        }
    }

    static IEnumerator<FileSystemInfo> Entries(string folder, string root, Action<string, string> onFault)
    {
        try
        {
            var entries = new DirectoryInfo(folder).GetFileSystemInfos();
            Array.Sort(entries, static (a, b) => string.CompareOrdinal(SortName(a), SortName(b)));
            return entries.Where(e => folder != root || e.Name != State).GetEnumerator();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            onFault(folder, e is UnauthorizedAccessException ? "permission is denied" : e.Message);
            return Enumerable.Empty<FileSystemInfo>().GetEnumerator();
        }
    }

    /// <summary>As stores sort keys: a folder's name goes on with a slash.</summary>
    static string SortName(FileSystemInfo entry) => IsFolder(entry) ? entry.Name + "/" : entry.Name;
}
