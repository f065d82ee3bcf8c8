using Microsoft.Win32.SafeHandles;
using Swarm.Domain;

namespace Swarm.Stores.Uploads;

/// <summary>A local file or pipe to be sent. A file's length and time are those of when it was opened: it must not change while it is sent.</summary>
sealed class SourceFile : IDisposable
{
    readonly FileStream _stream;
    readonly SafeFileHandle _handle;
    readonly string _name;

    SourceFile(string path, FileStream stream)
    {
        (_name, _stream, _handle) = (SafeText.Of(path), stream, stream.SafeFileHandle);
        if (!stream.CanSeek) return;
        (Length, Modified) = (stream.Length, new DateTimeOffset(File.GetLastWriteTimeUtc(_handle)));
    }

    /// <summary>Null: it is a pipe, read to its end.</summary>
    public long? Length { get; }

    public DateTimeOffset? Modified { get; }

    public Stream Stream => _stream;

    /// <exception cref="TransferException">It is not there, or can't be read: no further try mends that.</exception>
    public static SourceFile Open(string path)
    {
        var name = SafeText.Of(path);
        try
        {
            return new SourceFile(path, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.Asynchronous));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unreadable($"there is no file '{name}'", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Unreadable(Directory.Exists(path) ? $"'{name}' is a folder" : $"'{name}' may not be read", e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw Unreadable($"'{name}' can't be read: {e.Message}", e);
        }
    }

    /// <exception cref="TransferException">The disk, or it has ended before its length.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, long position, CancellationToken token)
    {
        try
        {
            var read = await RandomAccess.ReadAsync(_handle, buffer, position, token);
            return read > 0 ? read : throw Changed("became shorter");
        }
        catch (IOException e)
        {
            throw new TransferException(Reason.Disk, Stage.Body, $"reading '{_name}' at byte {position}: {e.Message}", e);
        }
    }

    /// <exception cref="TransferException">It is not what it was when it was opened.</exception>
    public void CheckUnchanged()
    {
        if (RandomAccess.GetLength(_handle) != Length) throw Changed("changed its length");
        if (new DateTimeOffset(File.GetLastWriteTimeUtc(_handle)) != Modified) throw Changed("was written to");
    }

    public void Dispose() => _stream.Dispose();

    TransferException Changed(string how) => new(Reason.Changed, Stage.Body, $"'{_name}' {how} while it was sent");

    static TransferException Unreadable(string detail, Exception cause) => new(new Failure(Reason.Disk, Stage.Request, detail) { IsFinal = true }, cause);
}
