using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Swarm.IO;

/// <summary>
/// Room in the kernel for bytes on their way from a connection to a file: splice(2) moves them into it and out of it, and they are copied once
/// instead of twice. Linux alone has it. One at a time: filled, then emptied.
/// </summary>
sealed unsafe partial class KernelPipe : IDisposable
{
    /// <summary>As much as a buffer in memory holds.</summary>
    public const int Size = 512 << 10;

    const int NonBlocking = 0x800, CloseOnExec = 0x80000, SetSize = 1031;
    const uint Move = 1, DoNotBlock = 2;

    static volatile bool s_isKnown = OperatingSystem.IsLinux();

    readonly SafeFileHandle _out;
    readonly SafeFileHandle _in;

    KernelPipe(int @out, int @in) => (_out, _in) = (new SafeFileHandle(@out, ownsHandle: true), new SafeFileHandle(@in, ownsHandle: true));

    /// <summary>This system has not yet said that it can't.</summary>
    public static bool IsKnown => s_isKnown;

    /// <summary>Bytes in it.</summary>
    public int Filled { get; private set; }

    /// <summary>Null where there can be none, or none of a size that is worth it.</summary>
    public static KernelPipe? TryOpen()
    {
        var ends = stackalloc int[2];
        if (!s_isKnown || MakePipe(ends, NonBlocking | CloseOnExec) != 0) return null;
        var pipe = new KernelPipe(ends[0], ends[1]);
        if (Control(pipe._in, SetSize, Size) >= Size) return pipe;
        pipe.Dispose();
        return null;
    }

    /// <summary>Moves what has come on a connection into it: how many bytes; 0 where the server has closed, -1 where nothing has come yet, -2 where it can't be done.</summary>
    /// <exception cref="SocketException">The connection is broken.</exception>
    public int Fill(SafeHandle socket, int most)
    {
        while (true)
        {
            var moved = Splice(socket, null, _in, null, (nuint)Math.Min(most, Size - Filled), Move | DoNotBlock);
            if (moved >= 0)
            {
                Filled += (int)moved;
                return (int)moved;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Errno.Interrupted: continue;
                case Errno.Again: return -1;
                case Errno.NotPermitted or Errno.Invalid or Errno.NoSystemCall or Errno.NotSupported:
                    s_isKnown = false;
                    return -2;
                case Errno.TimedOut: throw new SocketException((int)SocketError.TimedOut);
                default: throw new SocketException((int)SocketError.ConnectionReset);
            }
        }
    }

    /// <summary>Moves bytes out of it into a file; how many, or -1 with the error number in <paramref name="errno"/>.</summary>
    public int Empty(SafeHandle file, long position, int count, out int errno)
    {
        var moved = (int)Splice(_out, null, file, &position, (nuint)count, Move);
        errno = moved < 0 ? Marshal.GetLastPInvokeError() : 0;
        if (moved > 0) Filled -= moved;
        return moved;
    }

    /// <summary>Takes bytes out of it into memory, as many as there are room and bytes; never none.</summary>
    public int Read(Span<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            var read = (int)Read(_out, start, (nuint)bytes.Length);
            if (read <= 0) throw new IOException($"a pipe of {Filled} bytes gives none");
            Filled -= read;
            return read;
        }
    }

    public void Dispose()
    {
        _in.Dispose();
        _out.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int MakePipe(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, int command, int value);

    [LibraryImport("libc", EntryPoint = "splice", SetLastError = true)]
    private static partial nint Splice(SafeHandle from, long* fromPosition, SafeHandle to, long* toPosition, nuint count, uint flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(SafeHandle from, byte* bytes, nuint count);
}
