using Swarm.Domain;

namespace Swarm.IO.Disk.Portable;

/// <summary>A folder by its full path.</summary>
sealed class PortableFolder(string full, string folderPath) : IDiskFolder
{
    /// <summary>.NET's own: it says no more of a disk that has no room for what is to be allocated.</summary>
    const int NoRoom = unchecked((int)0x80131620);

    const FileShare Share = FileShare.Read | FileShare.Delete;

    public Creation Create(string name, string path, out IDiskFile? file, long length)
    {
        file = null;
        if (PortableDisk.Entry(Full(name)).Kind != EntryKind.Absent) return Creation.Exists;
        if (!Directory.Exists(full)) return Creation.FolderGone;
        try
        {
            file = DiskFaults.Guarded(
                () => new PortableFile(File.OpenHandle(Full(name), FileMode.CreateNew, FileAccess.ReadWrite, Share, preallocationSize: length), path),
                "create", path);
        }
        catch (TransferException e) when (length > 0 && e.InnerException is IOException { HResult: NoRoom })
        {
            throw DiskFaults.Of(Errno.NoSpace, "find room for", path, e.InnerException);
        }
        return Creation.Created;
    }

    public IDiskFile? Open(string name, string path) => Open(name, path, FileAccess.ReadWrite, Share);

    public IDiskFile? OpenToRead(string name, string path) => Open(name, path, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    PortableFile? Open(string name, string path, FileAccess access, FileShare share)
    {
        if (Look(name).Kind != EntryKind.File) return null;
        try
        {
            return new PortableFile(File.OpenHandle(Full(name), FileMode.Open, access, share), path);
        }
        catch (IOException e) when (FileLock.IsHeld(e))
        {
            throw DiskFaults.Held(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DiskFaults.Fault(e, "open", path);
        }
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
