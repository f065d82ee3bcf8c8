using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Swarm.IO.Disk.Linux;

/// <summary>Walks from the root's handle one segment at a time, no link followed, and keeps the folders last used open (256 of them).</summary>
sealed unsafe class LinuxDisk : IDisk
{
    const int Capacity = 256;

    readonly LinuxFolder _root;
    readonly bool _durable;
    readonly Lock _lock = new();
    readonly Dictionary<string, LinuxFolder> _open = new(Capacity, StringComparer.Ordinal);
    long _uses;

    LinuxDisk(LinuxFolder root, bool durable) => (_root, _durable) = (root, durable);

    static readonly int FolderFlags = Libc.Directory | Libc.NoFollow | Libc.CloseOnExec;

    /// <summary>Null where this system lacks one of the calls, so that the portable way is to be taken.</summary>
    internal static LinuxDisk? TryOpen(string root, bool durable)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64)) return null;
        // The root itself may be a link: that is its owner's choice.
        var handle = Libc.Open(root, Libc.Directory | Libc.CloseOnExec, 0);
        if (handle < 0) throw DiskFaults.Of(Marshal.GetLastPInvokeError(), "open", root);
        var folder = new LinuxFolder(new SafeFileHandle(handle, ownsHandle: true), "");
        if (!folder.KnowsAllCalls())
        {
            folder.Dispose();
            return null;
        }
        FailInsteadOfDying();
        return new LinuxDisk(folder, durable);
    }

    // A file over the process's size limit (ulimit -f) is to be an error of that file; by default the signal ends the process. Whoever handles it keeps it.
    static void FailInsteadOfDying()
    {
        var before = Libc.Signal(Libc.FileSizeExceeded, Libc.Ignored);
        if (before != 0) Libc.Signal(Libc.FileSizeExceeded, before);
    }

    public IDiskFolder? Open(ReadOnlySpan<char> folder, bool create)
    {
        lock (_lock)
        {
            if (folder.IsEmpty) return _root.Hold(++_uses);
            if (Known(folder) is { } known) return known.Hold(++_uses);
            return Walk(folder, create)?.Hold(++_uses);
        }
    }

    public void Forget(IDiskFolder folder)
    {
        lock (_lock)
        {
            // Its parents may have gone with it.
            foreach (var open in _open.Values) open.Dispose();
            _open.Clear();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var folder in _open.Values) folder.Dispose();
            _open.Clear();
            _root.Dispose();
        }
    }

    LinuxFolder? Known(ReadOnlySpan<char> folder) =>
        _open.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(folder, out var known) ? known : null;

    LinuxFolder? Walk(ReadOnlySpan<char> folder, bool create)
    {
        var current = _root;
        foreach (var range in folder.Split('/'))
        {
            var prefix = folder[..range.End.Value];
            var next = Known(prefix);
            if (next is null)
            {
                // Held over the step: remembering the child may evict its parent.
                using var parent = current.Hold(++_uses);
                next = Step(parent, folder[range], prefix.ToString(), create);
                if (next is null) return null;
                Remember(next);
            }
            current = next;
        }
        return current;
    }

    LinuxFolder? Step(LinuxFolder parent, ReadOnlySpan<char> segment, string path, bool create)
    {
        var handle = parent.OpenBelow(segment, FolderFlags, out var errno);
        if (handle is null && errno is Errno.TooManyFiles or Errno.TooManyFilesOfAll && _open.Count > 0)
        {
            Evict(all: true);
            handle = parent.OpenBelow(segment, FolderFlags, out errno);
        }
        if (handle is null && errno == Errno.NoEntry)
        {
            if (!create) return null;
            parent.MakeFolder(segment, _durable);
            handle = parent.OpenBelow(segment, FolderFlags, out errno);
        }
        if (handle is not null) return new LinuxFolder(handle, path);
        if (errno is not (Errno.NotFolder or Errno.Loop)) throw DiskFaults.Of(errno, "open the folder", path);
        return create ? throw DiskFaults.NoFolder(path, parent.LookAt(segment).Kind) : null;
    }

    void Remember(LinuxFolder folder)
    {
        if (_open.Count >= Capacity) Evict(all: false);
        folder.Use(++_uses);
        _open.Add(folder.Path, folder);
    }

    void Evict(bool all)
    {
        if (all)
        {
            foreach (var open in _open.Values) open.Dispose();
            _open.Clear();
            return;
        }
        LinuxFolder? oldest = null;
        foreach (var open in _open.Values)
            if (oldest is null || open.LastUse < oldest.LastUse) oldest = open;
        _open.Remove(oldest!.Path);
        oldest.Dispose();
    }
}
