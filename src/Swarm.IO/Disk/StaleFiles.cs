using System.IO.Enumeration;

namespace Swarm.IO.Disk;

/// <summary>Knows by a small file which run wrote last and whether it ended properly; if not, finds what it left by its unguessable tag.</summary>
sealed class StaleFiles(string root, IDisk disk, string markFile)
{
    bool _begun;
    volatile bool _keep;

    internal int Begin(string tag)
    {
        var tags = DiskFaults.Guarded(() => File.Exists(markFile) ? File.ReadAllLines(markFile) : [], "read", markFile);
        var removed = 0;
        foreach (var old in tags.Where(IsTag)) removed += Remove(old);
        DiskFaults.Guarded(() => Remember(tag), "write", markFile);
        _begun = true;
        return removed;
    }

    internal void Keep() => _keep = true;

    internal void End()
    {
        if (!_begun || _keep) return;
        try
        {
            File.Delete(markFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next start looks for nothing, and finds nothing.
        }
    }

    // Anything else in the file is damage; a short tag could match a file that is none of ours.
    static bool IsTag(string line) => line.Length == 12 && line.All(char.IsAsciiHexDigitLower);

    void Remember(string tag)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(markFile))!);
        File.WriteAllText(markFile, tag + "\n");
    }

    int Remove(string tag)
    {
        var stale = new FileSystemEnumerable<string>(root, (ref FileSystemEntry e) => e.ToSpecifiedFullPath(), Options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry e) => TemporaryNames.IsOf(e.FileName, tag) && !e.IsDirectory,
        };
        var removed = 0;
        foreach (var full in stale)
        {
            var path = Path.GetRelativePath(root, full).Replace(Path.DirectorySeparatorChar, '/');
            var slash = path.LastIndexOf('/');
            // Through the disk, so that no link can lead the removal elsewhere.
            using var folder = disk.Open(slash < 0 ? default : path.AsSpan(0, slash), create: false);
            folder?.Remove(path[(slash + 1)..]);
            if (folder is not null) removed++;
        }
        return removed;
    }

    static readonly EnumerationOptions Options = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };
}
