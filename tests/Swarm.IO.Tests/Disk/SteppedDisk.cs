using Swarm.Domain.Writing;
using Swarm.IO.Disk;

namespace Swarm.IO.Tests.Disk;

/// <summary>A disk that stops after every change, and in the midst of every write, to have itself looked at.</summary>
sealed class SteppedDisk(IDisk disk, Action step) : IDisk
{
    public IDiskFolder? Open(ReadOnlySpan<char> folder, bool create) => disk.Open(folder, create) is { } there ? new Folder(there, step) : null;

    public void Forget(IDiskFolder folder) => disk.Forget(((Folder)folder).Inner);

    public void Dispose() => disk.Dispose();

    sealed class Folder(IDiskFolder folder, Action step) : IDiskFolder
    {
        internal IDiskFolder Inner => folder;

        public Creation Create(string name, string path, out IDiskFile? file, long length)
        {
            var creation = folder.Create(name, path, out var created, length);
            file = created is null ? null : new Opened(created, step);
            step();
            return creation;
        }

        public IDiskFile? Open(string name, string path) => folder.Open(name, path) is { } file ? new Opened(file, step) : null;

        public IDiskFile? OpenToRead(string name, string path) => folder.OpenToRead(name, path) is { } file ? new Opened(file, step) : null;

        public void Rename(string from, IDiskFolder target, string to)
        {
            folder.Rename(from, ((Folder)target).Inner, to);
            step();
        }

        public DiskEntry Look(string name) => folder.Look(name);

        public void Remove(string name)
        {
            folder.Remove(name);
            step();
        }

        public void Flush() => folder.Flush();

        public void Dispose() => folder.Dispose();
    }

    sealed class Opened(IDiskFile file, Action step) : IDiskFile
    {
        public void Write(ReadOnlySpan<byte> bytes, long position)
        {
            var half = bytes.Length / 2;
            file.Write(bytes[..half], position);
            step();
            file.Write(bytes[half..], position + half);
            step();
        }

        public int Read(Span<byte> bytes, long position) => file.Read(bytes, position);

        public void Lock() => file.Lock();

        public void SetModified(DateTimeOffset time) => file.SetModified(time);

        public void Flush() => file.Flush();

        public FileFacts Facts(string? digest) => file.Facts(digest);

        public void Dispose() => file.Dispose();
    }
}
