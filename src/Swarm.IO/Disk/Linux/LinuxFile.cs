using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk.Linux;

/// <summary>An open file; interrupted calls are repeated, short writes continued.</summary>
sealed unsafe class LinuxFile(SafeFileHandle handle, string path) : IDiskFile
{
    bool _isLocked;

    public void Write(ReadOnlySpan<byte> bytes, long position)
    {
        fixed (byte* start = bytes)
            for (nint done = 0; done < bytes.Length;)
            {
                var written = Libc.Write(handle, start + done, bytes.Length - done, position + done);
                if (written >= 0) done += written;
                else if (Marshal.GetLastPInvokeError() is var errno and not Errno.Interrupted) throw DiskFaults.Of(errno, "write", path);
            }
    }

    public void Write(KernelPipe pipe, int count, long position)
    {
        for (var done = 0; done < count;)
        {
            var written = pipe.Empty(handle, position + done, count - done, out var errno);
            if (written > 0) done += written;
            else if (errno is Errno.Invalid or Errno.NoSystemCall)
            {
                IDiskFile.Copy(pipe, this, count - done, position + done); // a file system that takes bytes from memory alone
                return;
            }
            else if (errno != Errno.Interrupted) throw DiskFaults.Of(errno, "write", path);
        }
    }

    public int Read(Span<byte> bytes, long position)
    {
        fixed (byte* start = bytes)
            while (true)
            {
                var read = Libc.Read(handle, start, bytes.Length, position);
                if (read >= 0) return (int)read;
                if (Marshal.GetLastPInvokeError() is var errno and not Errno.Interrupted) throw DiskFaults.Of(errno, "read back", path);
            }
    }

    public void Lock()
    {
        FileLock.Take(handle, path);
        _isLocked = true;
    }

    public void SetModified(DateTimeOffset time)
    {
        var ticks = (time - DateTimeOffset.UnixEpoch).Ticks;
        var times = stackalloc Libc.TimeSpec[2];
        times[0].Nanoseconds = Libc.OmitTime;
        (times[1].Seconds, times[1].Nanoseconds) = (ticks / TimeSpan.TicksPerSecond, ticks % TimeSpan.TicksPerSecond * 100);
        if (Libc.SetTimes(handle, times) != 0) throw DiskFaults.Of(Marshal.GetLastPInvokeError(), "set the time of", path);
    }

    public void Flush() => Flush(handle, path);

    public FileFacts Facts(string? digest)
    {
        var status = Status();
        return new FileFacts((long)status.Size, status.Modified, digest);
    }

    internal bool IsRegular => Status().Kind == EntryKind.File;

    /// <summary>Finds room for <paramref name="length"/> bytes, where the file system knows how.</summary>
    internal void Allocate(long length)
    {
        if (LiesInMemory(out var free))
        {
            if (length > free) throw DiskFaults.Of(Errno.NoSpace, "find room for", path);
            return;
        }

        while (length > 0 && Libc.Allocate(handle, Libc.KeepSize, 0, length) != 0)
            switch (Marshal.GetLastPInvokeError())
            {
                case Errno.Interrupted: continue;
                case var errno and (Errno.NoSpace or Errno.Quota or Errno.FileTooBig): throw DiskFaults.Of(errno, "find room for", path);
                default: return;
            }
    }

    public void Dispose()
    {
        if (_isLocked && !handle.IsClosed) FileLock.Release(handle);
        handle.Dispose();
    }

    /// <summary>Memory that is found beforehand is cleared beforehand, which costs as much as writing it.</summary>
    bool LiesInMemory(out long free)
    {
        Libc.FileSystem system;
        free = 0;
        if (Libc.StatFileSystem(handle, &system) != 0 || system.Type != Libc.TemporaryFileSystem) return false;
        free = system.Free * system.BlockSize;
        return true;
    }

    Libc.FileStatus Status()
    {
        byte none = 0;
        Libc.FileStatus status;
        if (Libc.StatX(handle, &none, Libc.EmptyPath, Libc.BasicStats, &status) != 0)
            throw DiskFaults.Of(Marshal.GetLastPInvokeError(), "look at", path);
        return status;
    }

    internal static void Flush(SafeFileHandle handle, string path)
    {
        while (Libc.Flush(handle) != 0)
            if (Marshal.GetLastPInvokeError() is var errno and not Errno.Interrupted) throw DiskFaults.Of(errno, "flush", path);
    }
}
