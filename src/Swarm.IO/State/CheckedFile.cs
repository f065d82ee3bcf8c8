using System.Security.Cryptography;
using System.Text;

namespace Swarm.IO.State;

/// <summary>
/// Small files beside the state that are replaced as a whole: a first line with title, SHA-256 and a few words, then bytes. What is not as it was
/// written is as good as not there.
/// </summary>
static class CheckedFile
{
    const int LongestLine = 1024;

    /// <summary>Null where there is none, or a damaged one, or a longer one than may be read.</summary>
    public static (string Words, byte[] Bytes)? Read(string path, string title, int maximumLength)
    {
        if (ReadAll(path, maximumLength + LongestLine) is not { } all) return null;
        var end = all.AsSpan(0, Math.Min(all.Length, LongestLine)).IndexOf((byte)'\n');
        if (end < 0) return null;
        var line = Encoding.UTF8.GetString(all, 0, end);
        var first = title.Length + 1 + (2 * SHA256.HashSizeInBytes) + 1;
        if (line.Length < first) return null;
        var words = line[first..];
        return line == Line(title, words, all.AsSpan(end + 1)) ? (words, all[(end + 1)..]) : null;
    }

    /// <summary>Writes to a name beside it and renames.</summary>
    /// <param name="isDurable">It is to outlast a loss of power.</param>
    /// <param name="isPrivate">Nobody but its owner may read it.</param>
    /// <exception cref="StateException">Disk.</exception>
    public static void Write(string path, string title, string words, ReadOnlySpan<byte> bytes, bool isDurable = false, bool isPrivate = false)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}.part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var file = new FileStream(temporary, OptionsOf(isPrivate)))
            {
                file.Write(Encoding.UTF8.GetBytes(Line(title, words, bytes) + "\n"));
                file.Write(bytes);
                if (isDurable) file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StateException(StateFault.Disk, path, $"can't be written ({e.Message})", "Check permissions and free space", e);
        }
    }

    static FileStreamOptions OptionsOf(bool isPrivate)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (isPrivate && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    static byte[]? ReadAll(string path, int maximumLength)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0);
            if (file.Length > maximumLength) return null;
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    static string Line(string title, string words, ReadOnlySpan<byte> bytes)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sum.AppendData(Encoding.UTF8.GetBytes(words + "\n"));
        sum.AppendData(bytes);
        return $"{title} {Convert.ToHexStringLower(sum.GetHashAndReset())} {words}";
    }
}
