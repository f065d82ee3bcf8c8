using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Swarm.IO.Disk;

/// <summary>A lock of the operating system on an open file, for one holder at a time in all processes; it dies with its holder.</summary>
static partial class FileLock
{
    const int ExclusiveWithoutWaiting = 2 | 4; // LOCK_EX | LOCK_NB
    const int Unlock = 8; // LOCK_UN
    const int WouldBlock = 11;
    const int WouldBlockOnMac = 35;
    const int SharingViolation = unchecked((int)0x80070020);

    /// <exception cref="Domain.TransferException">Disk: somebody else holds it.</exception>
    internal static void Take(SafeFileHandle file, string path)
    {
        // On Windows opening the file is what locks it.
        if (OperatingSystem.IsWindows()) return;
        while (Lock(file, ExclusiveWithoutWaiting) != 0)
            switch (Marshal.GetLastPInvokeError())
            {
                case WouldBlock or WouldBlockOnMac: throw DiskFaults.Held(path);
                case Errno.Interrupted: continue;
                // A file system without locks: there is none to respect.
                default: return;
            }
    }

    /// <summary>Lets go at once: closing would not, as long as a process that is just being started has the file from us.</summary>
    internal static void Release(SafeFileHandle file)
    {
        if (!OperatingSystem.IsWindows()) _ = Lock(file, Unlock);
    }

    /// <summary>Whether opening failed since another has it open.</summary>
    internal static bool IsHeld(IOException fault) => fault.HResult is WouldBlock or WouldBlockOnMac or SharingViolation;

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle file, int operation);
}
