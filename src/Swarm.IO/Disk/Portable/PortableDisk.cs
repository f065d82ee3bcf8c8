namespace Swarm.IO.Disk.Portable;

/// <summary>The way of systems other than Linux: .NET's own file calls, each component checked for a link before use.</summary>
/// <remarks>A link swapped in between check and use is not noticed, and a pipe counts as a file (it is replaced, never opened): Linux's way closes both gaps.</remarks>
sealed class PortableDisk(string root) : IDisk
{
    public IDiskFolder? Open(ReadOnlySpan<char> folder, bool create)
    {
        var full = root;
        foreach (var range in folder.Split('/'))
        {
            if (folder.IsEmpty) break;
            full = Path.Combine(full, folder[range].ToString());
            var there = Entry(full).Kind;
            if (there == EntryKind.Folder) continue;
            if (!create) return null;
            var path = folder[..range.End.Value].ToString();
            if (there != EntryKind.Absent) throw DiskFaults.NoFolder(path, there);
            DiskFaults.Guarded(() => Directory.CreateDirectory(full), "make the folder", path);
        }
        return new PortableFolder(full, folder.ToString());
    }

    public void Forget(IDiskFolder folder)
    {
    }

    public void Dispose()
    {
    }

    internal static DiskEntry Entry(string full)
    {
        var info = new FileInfo(full);
        if (info.LinkTarget is not null) return new DiskEntry(EntryKind.Link);
        if (Directory.Exists(full)) return new DiskEntry(EntryKind.Folder);
        if (!info.Exists) return default;
        return new DiskEntry(EntryKind.File, info.Length, new DateTimeOffset(info.LastWriteTimeUtc));
    }
}
