using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Swarm.TestSupport.Servers;

/// <summary>Receives with the time at which the kernel took the packet in (socket(7), SO_TIMESTAMPNS), which .NET does not hand out.</summary>
static class KernelTime
{
    const int SolSocket = 1, TimestampNs = 35, HeaderSize = 16;

    /// <param name="socket">A listener hands it on to what it accepts: so no packet comes before it.</param>
    public static void Enable(Socket socket) => socket.SetRawSocketOption(SolSocket, TimestampNs, BitConverter.GetBytes(1));

    /// <summary>Blocks until something has come; 0 bytes: the connection has ended.</summary>
    public static (int Read, TimeSpan At) Receive(Socket socket, byte[] buffer)
    {
        var control = new byte[128];
        var (bufferPin, controlPin) = (GCHandle.Alloc(buffer, GCHandleType.Pinned), GCHandle.Alloc(control, GCHandleType.Pinned));
        var part = GCHandle.Alloc(new[] { bufferPin.AddrOfPinnedObject(), buffer.Length }, GCHandleType.Pinned);
        try
        {
            var message = new Message { Parts = part.AddrOfPinnedObject(), PartCount = 1, Control = controlPin.AddrOfPinnedObject(), ControlLength = control.Length };
            var read = (int)ReceiveMessage((int)socket.Handle, ref message, 0);
            if (read <= 0) return (0, default);
            var kind = (BitConverter.ToInt32(control, 8), BitConverter.ToInt32(control, 12));
            // A packet that came before the kernel had begun to stamp.
            if (message.ControlLength < HeaderSize || kind != (SolSocket, TimestampNs)) return (read, DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch);
            return (read, TimeSpan.FromSeconds(BitConverter.ToInt64(control, HeaderSize)) + TimeSpan.FromMicroseconds(BitConverter.ToInt64(control, HeaderSize + 8) / 1000.0));
        }
        finally
        {
            part.Free();
            controlPin.Free();
            bufferPin.Free();
        }
    }

    [DllImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    static extern nint ReceiveMessage(int socket, ref Message message, int flags);

    /// <summary>struct msghdr of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    struct Message
    {
        public nint Name;
        public long NameLength;
        public nint Parts;
        public nint PartCount;
        public nint Control;
        public nint ControlLength;
        public int Flags;
    }
}
