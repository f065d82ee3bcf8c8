using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Swarm.IO.Disk.Linux;

/// <summary>The system calls that .NET does not offer: everything relative to an open folder, and never through a link.</summary>
static unsafe partial class Libc
{
    internal const int WriteAndRead = 2;
    internal const int Create = 0x40;
    internal const int Exclusive = 0x80;
    internal const int NoWaiting = 0x800;
    internal const int CloseOnExec = 0x80000;
    internal const int SymlinkNoFollow = 0x100;
    internal const int EmptyPath = 0x1000;
    internal const long TemporaryFileSystem = 0x0102_1994; // tmpfs

    internal const int KeepSize = 1;
    internal const uint NoReplace = 1;
    internal const uint BasicStats = 0x7ff;
    internal const long OmitTime = 0x3ffffffe;
    internal const int FileSizeExceeded = 25;
    internal const nint Ignored = 1;

    internal static readonly int Directory = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 : 0x10000;
    internal static readonly int NoFollow = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : 0x20000;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    internal static partial int OpenAt(SafeFileHandle folder, byte* name, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true)]
    internal static partial int MakeFolderAt(SafeFileHandle folder, byte* name, uint mode);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true)]
    internal static partial int RenameAt(SafeFileHandle from, byte* name, SafeFileHandle to, byte* newName);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    internal static partial int RenameAt2(SafeFileHandle from, byte* name, SafeFileHandle to, byte* newName, uint flags);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    internal static partial int UnlinkAt(SafeFileHandle folder, byte* name, int flags);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    internal static partial int StatX(SafeFileHandle folder, byte* name, int flags, uint mask, FileStatus* status);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    internal static partial nint Write(SafeFileHandle file, byte* bytes, nint count, long position);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int file, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollRequest* requests, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    internal static partial nint Read(SafeFileHandle file, byte* bytes, nint count, long position);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Flush(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    internal static partial int Allocate(SafeFileHandle file, int mode, long position, long length);

    [LibraryImport("libc", EntryPoint = "signal")]
    internal static partial nint Signal(int number, nint handler);

    [LibraryImport("libc", EntryPoint = "futimens", SetLastError = true)]
    internal static partial int SetTimes(SafeFileHandle file, TimeSpec* times);

    [LibraryImport("libc", EntryPoint = "fstatfs", SetLastError = true)]
    internal static partial int StatFileSystem(SafeFileHandle file, FileSystem* system);

    /// <summary>fstatfs(2) as 64-bit systems have it; blocks are those that anybody may take.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 120)]
    internal struct FileSystem
    {
        [FieldOffset(0)] internal long Type;
        [FieldOffset(8)] internal long BlockSize;
        [FieldOffset(32)] internal long Free;
    }

    /// <summary>statx(2): the one stat structure that is alike on all architectures.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct FileStatus
    {
        [FieldOffset(28)] internal ushort Mode;
        [FieldOffset(40)] internal ulong Size;
        [FieldOffset(112)] internal long ModifiedSeconds;
        [FieldOffset(120)] internal uint ModifiedNanoseconds;

        internal readonly DateTimeOffset Modified =>
            DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(ModifiedSeconds, -62_135_596_800, 253_402_300_799) * TimeSpan.TicksPerSecond + ModifiedNanoseconds / 100);

        internal readonly EntryKind Kind => (Mode & 0xF000) switch
        {
            0x8000 => EntryKind.File,
            0x4000 => EntryKind.Folder,
            0xA000 => EntryKind.Link,
            _ => EntryKind.Special,
        };
    }

    internal struct PollRequest
    {
        internal int File;
        internal short Events;
        internal short Seen;
    }

    internal struct TimeSpec
    {
        internal long Seconds;
        internal long Nanoseconds;
    }
}
