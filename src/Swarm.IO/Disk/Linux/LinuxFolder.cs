using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Swarm.IO.Disk.Linux;

/// <summary>A folder's handle, closed when the last of its holders has let go. Holds are taken under the disk's lock.</summary>
sealed unsafe class LinuxFolder(SafeFileHandle handle, string folderPath) : IDiskFolder
{
    static readonly int NewFile = Libc.WriteAndRead | Libc.Create | Libc.Exclusive | Libc.NoFollow | Libc.CloseOnExec;
    static readonly int OldFile = Libc.WriteAndRead | Libc.NoFollow | Libc.NoWaiting | Libc.CloseOnExec;

    static readonly int ReadOnly = Libc.NoFollow | Libc.NoWaiting | Libc.CloseOnExec;

    int _holders = 1;
    bool _canRefuseToReplace = true;

    internal string Path { get; } = folderPath;

    internal long LastUse { get; private set; }

    internal void Use(long use) => LastUse = use;

    internal LinuxFolder Hold(long use)
    {
        Interlocked.Increment(ref _holders);
        LastUse = use;
        return this;
    }

    public void Dispose()
    {
        if (Interlocked.Decrement(ref _holders) == 0) handle.Dispose();
    }

    public Creation Create(string name, string path, out IDiskFile? file, long length)
    {
        var created = OpenBelow(name, NewFile, out var errno) is { } opened ? new LinuxFile(opened, path) : null;
        file = created;
        if (created is not null && length > 0) Allocate(name, created, length);
        return errno switch
        {
            0 => Creation.Created,
            Errno.Exists => Creation.Exists,
            Errno.NoEntry => Creation.FolderGone,
            _ => throw DiskFaults.Of(errno, "create", path),
        };
    }

    public IDiskFile? Open(string name, string path) => Open(name, path, OldFile);

    public IDiskFile? OpenToRead(string name, string path) => Open(name, path, ReadOnly);

    LinuxFile? Open(string name, string path, int flags)
    {
        if (OpenBelow(name, flags, out var errno) is not { } opened)
            return errno is Errno.NoEntry or Errno.Loop or Errno.IsFolder or Errno.NoDevice ? null : throw DiskFaults.Of(errno, "open", path);
        var file = new LinuxFile(opened, path);
        if (file.IsRegular) return file;
        file.Dispose();
        return null;
    }

    public void Rename(string from, IDiskFolder target, string to)
    {
        var folder = (LinuxFolder)target;
        var source = new NativeName(from, this);
        var destination = new NativeName(to, folder);
        fixed (byte* old = source, name = destination)
        {
            var errno = _canRefuseToReplace && Libc.RenameAt2(handle, old, folder.Handle, name, Libc.NoReplace) == 0 ? 0
                : _canRefuseToReplace ? Marshal.GetLastPInvokeError() : Errno.Exists;
            if (errno is Errno.Invalid or Errno.NoSystemCall) (_canRefuseToReplace, errno) = (false, Errno.Exists);
            if (errno == Errno.Exists) errno = Replace(folder, old, name, to);
            if (errno != 0) throw DiskFaults.Of(errno, "rename to", folder.Below(to));
        }
    }

    public DiskEntry Look(string name) => LookAt(name);

    public void Remove(string name)
    {
        var native = new NativeName(name, this);
        fixed (byte* bytes = native)
            if (Libc.UnlinkAt(handle, bytes, 0) != 0 && Marshal.GetLastPInvokeError() is var errno and not Errno.NoEntry)
                throw DiskFaults.Of(errno, "remove", Below(name));
    }

    public void Flush() => LinuxFile.Flush(handle, Path);

    internal SafeFileHandle Handle => handle;

    internal string Below(ReadOnlySpan<char> name) => Path.Length == 0 ? name.ToString() : $"{Path}/{name}";

    internal DiskEntry LookAt(ReadOnlySpan<char> name)
    {
        var native = new NativeName(name, this);
        Libc.FileStatus status;
        fixed (byte* bytes = native)
            if (Libc.StatX(handle, bytes, Libc.SymlinkNoFollow, Libc.BasicStats, &status) != 0)
                return Marshal.GetLastPInvokeError() is var errno and not Errno.NoEntry
                    ? throw DiskFaults.Of(errno, "look at", Below(name)) : default;
        return new DiskEntry(status.Kind, (long)status.Size, status.Modified);
    }

    internal SafeFileHandle? OpenBelow(ReadOnlySpan<char> name, int flags, out int errno)
    {
        var native = new NativeName(name, this);
        int descriptor;
        fixed (byte* bytes = native)
            do descriptor = Libc.OpenAt(handle, bytes, flags, 0x1B6);
            while (descriptor < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted);
        errno = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    internal void MakeFolder(ReadOnlySpan<char> name, bool durable)
    {
        var native = new NativeName(name, this);
        fixed (byte* bytes = native)
            if (Libc.MakeFolderAt(handle, bytes, 0x1FF) != 0 && Marshal.GetLastPInvokeError() is var errno and not Errno.Exists)
                throw DiskFaults.Of(errno, "make the folder", Below(name));
        if (durable) Flush();
    }

    internal bool KnowsAllCalls()
    {
        try
        {
            byte none = 0;
            Libc.FileStatus status;
            // No name: the call itself is what is asked after.
            _ = Libc.RenameAt2(handle, &none, handle, &none, Libc.NoReplace);
            return Libc.StatX(handle, &none, Libc.EmptyPath, Libc.BasicStats, &status) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    void Allocate(string name, LinuxFile file, long length)
    {
        try
        {
            file.Allocate(length);
        }
        catch (Domain.TransferException)
        {
            file.Dispose();
            Remove(name);
            throw;
        }
    }

    int Replace(LinuxFolder folder, byte* old, byte* name, string to)
    {
        var there = folder.Look(to).Kind;
        if (there is not (EntryKind.File or EntryKind.Absent)) throw DiskFaults.Occupied(folder.Below(to), there);
        return Libc.RenameAt(handle, old, folder.Handle, name) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }
}
