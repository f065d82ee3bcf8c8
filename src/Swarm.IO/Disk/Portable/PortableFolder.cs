using Swarm.Domain.Writing;

namespace Swarm.IO.Disk.Portable;

/// <summary>A folder by its full path.</summary>
sealed class PortableFolder(string full, string path) : IDiskFolder
{
    public Creation Create(string name, out IDiskFile? file)
    {
        file = null;
        if (PortableDisk.Entry(Full(name)).Kind != EntryKind.Absent) return Creation.Exists;
        if (!Directory.Exists(full)) return Creation.FolderGone;
        file = PortableDisk.Guarded(
            () => new PortableFile(File.OpenHandle(Full(name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete), Below(name)),
            "create", Below(name));
        return Creation.Created;
    }

    public void Rename(string from, IDiskFolder target, string to)
    {
        var folder = (PortableFolder)target;
        var there = folder.Look(to).Kind;
        if (there is not (EntryKind.File or EntryKind.Absent)) throw DiskFaults.Occupied(folder.Below(to), there);
        PortableDisk.Guarded(() => File.Move(Full(from), folder.Full(to), overwrite: true), "rename to", folder.Below(to));
    }

    public DiskEntry Look(string name) => PortableDisk.Entry(Full(name));

    public void Remove(string name) => PortableDisk.Guarded(() => File.Delete(Full(name)), "remove", Below(name));

    public void Flush()
    {
        // .NET has no way to flush a folder.
    }

    public void Dispose()
    {
    }

    string Full(string name) => Path.Combine(full, name);

    string Below(string name) => path.Length == 0 ? name : $"{path}/{name}";
}

/// <summary>A file by .NET's handle.</summary>
sealed class PortableFile(Microsoft.Win32.SafeHandles.SafeFileHandle handle, string path) : IDiskFile
{
    public void Write(ReadOnlySpan<byte> bytes, long position)
    {
        try
        {
            RandomAccess.Write(handle, bytes, position);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw PortableDisk.Fault(e, "write", path);
        }
    }

    public int Read(Span<byte> bytes, long position) => RandomAccess.Read(handle, bytes, position);

    public void SetModified(DateTimeOffset time) =>
        PortableDisk.Guarded(() => File.SetLastWriteTimeUtc(handle, time.UtcDateTime), "set the time of", path);

    public void Flush() => PortableDisk.Guarded(() => RandomAccess.FlushToDisk(handle), "flush", path);

    public FileFacts Facts(string? digest) => new(RandomAccess.GetLength(handle), new DateTimeOffset(File.GetLastWriteTimeUtc(handle)), digest);

    public void Dispose() => handle.Dispose();
}
