using System.Buffers;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk;

/// <summary>What a volume asks of the operating system: folders below one root, never reached through a link. Faults are <see cref="Domain.TransferException"/>s.</summary>
interface IDisk : IDisposable
{
    /// <summary>The folder, held until it is disposed; null where it is not there and not to be made.</summary>
    IDiskFolder? Open(ReadOnlySpan<char> folder, bool create);

    /// <summary>Drops what is remembered of a folder that has gone.</summary>
    void Forget(IDiskFolder folder);
}

/// <summary>An open folder. Names are single segments.</summary>
interface IDiskFolder : IDisposable
{
    /// <summary>Makes a file that was not there.</summary>
    /// <param name="path">The file that it is to become, for words.</param>
    /// <param name="length">Bytes to find room for at once, where the file system can; the file's length is 0 all the same.</param>
    Creation Create(string name, string path, out IDiskFile? file, long length = 0);

    /// <summary>Opens a regular file that is there, or gives null.</summary>
    IDiskFile? Open(string name, string path);

    /// <summary>As <see cref="Open"/>, for reading alone: beside whoever else reads it.</summary>
    IDiskFile? OpenToRead(string name, string path);

    /// <summary>Moves within the file system; a regular file at the new name is replaced, anything else is a fault.</summary>
    void Rename(string from, IDiskFolder target, string to);

    DiskEntry Look(string name);

    /// <summary>Removes a file; one that is not there is no fault.</summary>
    void Remove(string name);

    /// <summary>Makes names durable.</summary>
    void Flush();
}

/// <summary>A file open for writing and reading back.</summary>
interface IDiskFile : IDisposable
{
    void Write(ReadOnlySpan<byte> bytes, long position);

    /// <summary>Writes the first bytes of a pipe.</summary>
    void Write(KernelPipe pipe, int count, long position) => Copy(pipe, this, count, position);

    /// <summary>By way of memory.</summary>
    protected static void Copy(KernelPipe pipe, IDiskFile file, int count, long position)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(count);
        for (int done = 0, read; done < count; done += read)
        {
            read = pipe.Read(buffer.AsSpan(0, count - done));
            file.Write(buffer.AsSpan(0, read), position + done);
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    int Read(Span<byte> bytes, long position);

    /// <summary>Keeps everybody else from it until it is disposed of.</summary>
    /// <exception cref="Domain.TransferException">Disk: somebody else has it.</exception>
    void Lock();

    void SetModified(DateTimeOffset time);

    void Flush();

    FileFacts Facts(string? digest);
}

enum Creation
{
    Created,
    Exists,
    FolderGone,
}

enum EntryKind
{
    Absent,
    File,
    Folder,
    Link,
    Special,
}

/// <summary>What lies under a name; length and time of regular files only.</summary>
readonly record struct DiskEntry(EntryKind Kind, long Length = 0, DateTimeOffset Modified = default);
