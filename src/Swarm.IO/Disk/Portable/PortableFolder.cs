namespace Swarm.IO.Disk.Portable;

/// <summary>A folder by its full path.</summary>
sealed class PortableFolder(string full, string folderPath) : IDiskFolder
{
    public Creation Create(string name, string path, out IDiskFile? file)
    {
        file = null;
        if (PortableDisk.Entry(Full(name)).Kind != EntryKind.Absent) return Creation.Exists;
        if (!Directory.Exists(full)) return Creation.FolderGone;
        file = DiskFaults.Guarded(
            () => new PortableFile(File.OpenHandle(Full(name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete), path),
            "create", path);
        return Creation.Created;
    }

    public void Rename(string from, IDiskFolder target, string to)
    {
        var folder = (PortableFolder)target;
        var there = folder.Look(to).Kind;
        if (there is not (EntryKind.File or EntryKind.Absent)) throw DiskFaults.Occupied(folder.Below(to), there);
        DiskFaults.Guarded(() => File.Move(Full(from), folder.Full(to), overwrite: true), "rename to", folder.Below(to));
    }

    public DiskEntry Look(string name) => PortableDisk.Entry(Full(name));

    public void Remove(string name) => DiskFaults.Guarded(() => File.Delete(Full(name)), "remove", Below(name));

    public void Flush()
    {
        // .NET has no way to flush a folder.
    }

    public void Dispose()
    {
    }

    string Full(string name) => Path.Combine(full, name);

    string Below(string name) => folderPath.Length == 0 ? name : $"{folderPath}/{name}";
}
