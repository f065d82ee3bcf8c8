using System.ComponentModel;
using System.Runtime.InteropServices;
using Swarm.IO.Disk.Linux;

namespace Swarm.IO.Disk;

/// <summary>
/// Standard output as a stream of bytes. .NET's own takes a reader who has gone for one who reads on, and a file by position, which another
/// program in the same redirection would write over.
/// </summary>
public sealed class StandardOutput : Stream
{
    const int Number = 1;

    StandardOutput()
    {
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static Stream Open() => OperatingSystem.IsLinux() ? new StandardOutput() : Console.OpenStandardOutput();

    /// <exception cref="IOException">With the system's error number as its result.</exception>
    public override unsafe void Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            for (nint written = 0; written < buffer.Length;)
            {
                var count = Libc.Write(Number, bytes + written, (nint)buffer.Length - written);
                if (count >= 0) written += count;
                else AwaitOrThrow(Marshal.GetLastPInvokeError());
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Nothing is held back.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>A pipe that another program has made non-blocking is waited for.</summary>
    static unsafe void AwaitOrThrow(int error)
    {
        const short CanWriteNow = 4;
        if (error is not (Errno.Interrupted or Errno.Again)) throw new IOException(new Win32Exception(error).Message, error);
        if (error == Errno.Interrupted) return;
        var request = new Libc.PollRequest { File = Number, Events = CanWriteNow };
        _ = Libc.Poll(&request, 1, -1);
    }
}
