using Swarm.Domain;

namespace Swarm.IO.Disk;

/// <summary>Words for what a disk can refuse: each names the file and how to go on.</summary>
static class DiskFaults
{
    internal static TransferException Of(int errno, string doing, string path, Exception? cause = null) => errno switch
    {
        Errno.NoSpace => Full(doing, path, "the disk is full; free some space", cause),
        Errno.Quota => Full(doing, path, "the disk quota is used up; free some space or have it raised", cause),
        Errno.FileTooBig => Full(doing, path, "the file is larger than the file system or the process limit (ulimit -f) allows; raise it", cause),
        Errno.ReadOnly => Denied(doing, path, "the file system is read-only; make it writable or choose another output folder", cause),
        Errno.Access or Errno.NotPermitted => Denied(doing, path, "permission denied; give this user the right to write there", cause),
        Errno.NameTooLong => new(Reason.Name, Stage.Write, $"cannot {doing} '{path}': the name is too long for the file system; choose shorter names (--names)", cause),
        Errno.NotFolder or Errno.Loop => new(Reason.Name, Stage.Write, $"cannot {doing} '{path}': a part of the path is no folder", cause),
        Errno.IsFolder => Occupied(path, EntryKind.Folder),
        Errno.TooManyFiles or Errno.TooManyFilesOfAll => new(Reason.Disk, Stage.Write,
            $"cannot {doing} '{path}': too many open files; raise the limit (ulimit -n) or lower --concurrency", cause),
        Errno.CrossDevice => new(Reason.Disk, Stage.Write, $"cannot {doing} '{path}': another file system is mounted in between", cause),
        Errno.Io => new(Reason.Disk, Stage.Write, $"cannot {doing} '{path}': the disk reports an input/output error; check it", cause),
        _ => new(Reason.Disk, Stage.Write, $"cannot {doing} '{path}': error {errno} of the operating system", cause),
    };

    /// <summary>Something else than a regular file has the name that a file should get.</summary>
    internal static TransferException Occupied(string path, EntryKind kind) =>
        new(Reason.Name, Stage.Write, $"cannot store '{path}': {Words(kind)} of that name is in the way; remove or rename it");

    /// <summary>Something else than a folder stands where a folder is needed.</summary>
    internal static TransferException NoFolder(string path, EntryKind kind) =>
        new(Reason.Name, Stage.Write, $"cannot store anything below '{path}': {Words(kind)} is where a folder is needed; remove or rename it");

    /// <summary>A part file that is open already.</summary>
    internal static TransferException Held(string path) =>
        new(Reason.Disk, Stage.Write, $"cannot go on with '{path}': it is being written by another process; wait for it to end");

    internal static TransferException BadPath(string path, string why) =>
        new(Reason.Name, Stage.Write, $"cannot store '{path}': {why}");

    /// <summary>Does what may fail by .NET's own exceptions.</summary>
    internal static void Guarded(Action action, string doing, string path) =>
        Guarded(() => { action(); return 0; }, doing, path);

    internal static T Guarded<T>(Func<T> action, string doing, string path)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fault(e, doing, path);
        }
    }

    internal static TransferException Fault(Exception fault, string doing, string path) => Of(Number(fault), doing, path, fault);

    static int Number(Exception fault) => (fault, fault.HResult & 0xFFFF) switch
    {
        (UnauthorizedAccessException, _) => Errno.Access,
        (PathTooLongException, _) => Errno.NameTooLong,
        (_, 112 or 39) when OperatingSystem.IsWindows() => Errno.NoSpace,
        (_, 4) when OperatingSystem.IsWindows() => Errno.TooManyFiles,
        (_, 17) when OperatingSystem.IsWindows() => Errno.CrossDevice,
        (_, var number) when !OperatingSystem.IsWindows() => number,
        _ => Errno.Io,
    };

    static TransferException Full(string doing, string path, string why, Exception? cause) =>
        new(Reason.DiskFull, Stage.Write, $"cannot {doing} '{path}': {why}, then run the same command again: it goes on", cause);

    static TransferException Denied(string doing, string path, string why, Exception? cause) =>
        new(Reason.Permission, Stage.Write, $"cannot {doing} '{path}': {why}", cause);

    static string Words(EntryKind kind) => kind switch
    {
        EntryKind.Folder => "a folder",
        EntryKind.Link => "a symbolic link, which is never followed,",
        EntryKind.File => "a file",
        _ => "a pipe, socket or device",
    };
}
