using Microsoft.Win32.SafeHandles;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk.Portable;

/// <summary>A file by .NET's handle.</summary>
sealed class PortableFile(SafeFileHandle handle, string path) : IDiskFile
{
    bool _isLocked;

    public void Write(ReadOnlySpan<byte> bytes, long position)
    {
        try
        {
            RandomAccess.Write(handle, bytes, position);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DiskFaults.Fault(e, "write", path);
        }
    }

    public int Read(Span<byte> bytes, long position)
    {
        try
        {
            return RandomAccess.Read(handle, bytes, position);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DiskFaults.Fault(e, "read back", path);
        }
    }

    public void Lock()
    {
        FileLock.Take(handle, path);
        _isLocked = true;
    }

    public void SetModified(DateTimeOffset time) =>
        DiskFaults.Guarded(() => File.SetLastWriteTimeUtc(handle, time.UtcDateTime), "set the time of", path);

    public void Flush() => DiskFaults.Guarded(() => RandomAccess.FlushToDisk(handle), "flush", path);

    public FileFacts Facts(string? digest) => new(RandomAccess.GetLength(handle), new DateTimeOffset(File.GetLastWriteTimeUtc(handle)), digest);

    public void Dispose()
    {
        if (_isLocked && !handle.IsClosed) FileLock.Release(handle);
        handle.Dispose();
    }
}
