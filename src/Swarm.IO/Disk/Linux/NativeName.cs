using System.Buffers;
using System.Text.Unicode;

namespace Swarm.IO.Disk.Linux;

/// <summary>One path segment as the kernel wants it: UTF-8, ended by NUL, on the stack.</summary>
unsafe ref struct NativeName
{
    fixed byte _bytes[VolumePath.SegmentBytes + 1];

    /// <param name="folder">Where it is, for words.</param>
    internal NativeName(ReadOnlySpan<char> name, LinuxFolder folder)
    {
        fixed (byte* bytes = _bytes)
        {
            var status = Utf8.FromUtf16(name, new Span<byte>(bytes, VolumePath.SegmentBytes), out _, out var written, replaceInvalidSequences: false);
            if (status == OperationStatus.DestinationTooSmall) throw DiskFaults.Of(Errno.NameTooLong, "open", folder.Below(name));
            if (status != OperationStatus.Done) throw DiskFaults.BadPath(folder.Below(name), "its name is no valid Unicode");
            bytes[written] = 0;
        }
    }

    internal readonly ref readonly byte GetPinnableReference() => ref _bytes[0];
}
