using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Swarm.IO.State;

/// <summary>
/// Holds a job's folder for one process: an exclusive lock of the operating system, which dies with its process, so that no stale lock has to be
/// judged. Who holds it stands in a file beside it, for the message alone.
/// </summary>
public sealed partial class JobLock : IDisposable
{
    readonly SafeFileHandle _file;

    JobLock(SafeFileHandle file) => _file = file;

    /// <exception cref="StateException">Another process holds it (named by its pid), or the folder can't be written.</exception>
    public static JobLock Acquire(StateFolder folder, TimeProvider time)
    {
        folder.Create();
        return TryAcquire(folder, time) ?? throw new StateException(StateFault.Locked, folder.Folder, $"in use by {Owner(folder)}",
            "Wait for it to end, or give another output folder");
    }

    /// <summary>Null where another process holds it.</summary>
    internal static JobLock? TryAcquire(StateFolder folder, TimeProvider time)
    {
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (!OperatingSystem.IsWindows() && Flock((int)file.DangerousGetHandle(), ExclusiveWithoutWaiting) != 0)
            {
                file.Dispose();
                return null;
            }

            File.WriteAllText(folder.Owner, string.Create(CultureInfo.InvariantCulture,
                $"pid {Environment.ProcessId}, started {time.GetUtcNow():u} on {Environment.MachineName}"));
            return new JobLock(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            if (file is null && IsHeld(e)) return null;
            throw new StateException(StateFault.Disk, folder.Lock, $"can't be written ({e.Message})", "Check permissions and free space", e);
        }
    }

    public void Dispose() => _file.Dispose();

    // EWOULDBLOCK on Linux and macOS, a sharing violation on Windows: what opening says where the framework's own locking is not switched off.
    static bool IsHeld(Exception e) => e is IOException { HResult: 11 or 35 or unchecked((int)0x80070020) };

    static string Owner(StateFolder folder)
    {
        try
        {
            using var reader = new StreamReader(folder.Owner, Encoding.UTF8);
            var text = reader.ReadLine() ?? "";
            return text.StartsWith("pid ", StringComparison.Ordinal) && text.Length < 200 && !text.Any(char.IsControl)
                ? $"another swarm ({text})" : "another swarm";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another swarm";
        }
    }

    const int ExclusiveWithoutWaiting = 2 | 4; // LOCK_EX | LOCK_NB

    // FileShare.None alone would hang on a runtime switch (System.IO.DisableFileLocking) that makes writing many files faster.
    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(int descriptor, int operation);
}
