using System.Globalization;
using System.Security.Cryptography;
using Swarm.Domain.Integrity;

namespace Swarm.IO.State;

/// <summary>Where a job keeps its state: <c>.swarm</c> below the output folder, readable by its owner alone.</summary>
public sealed class StateFolder
{
    const string Unsealed = "open";
    const int EarlierLength = 2 * SHA256.HashSizeInBytes;

    public StateFolder(string output)
    {
        Folder = Path.Combine(Path.GetFullPath(output), ".swarm");
        (Database, Lock) = (Path.Combine(Folder, "state.db"), Path.Combine(Folder, "lock"));
        Mirror = Path.Combine(Folder, "mirror.json");
        (Owner, Seal) = (Path.Combine(Folder, "owner"), Path.Combine(Folder, "seal"));
    }

    public string Folder { get; }

    public string Database { get; }

    public string Lock { get; }

    /// <summary>What a mirror remembers beside its ledger; not there where the job is none.</summary>
    public string Mirror { get; }

    /// <summary>Who holds the lock, in words.</summary>
    internal string Owner { get; }

    /// <summary>CRC-64 of the state file as the last clean stop left it, or the word <c>open</c>.</summary>
    internal string Seal { get; }

    /// <summary>True where a job has been here.</summary>
    public bool Exists => File.Exists(Database);

    internal void Create()
    {
        if (new FileInfo(Folder).LinkTarget is not null)
            throw new StateException(StateFault.Foreign, Folder, "a symbolic link, which is not followed", "Remove it, or give another output folder");
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Folder);
            else Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StateException(StateFault.Disk, Folder, $"can't be made ({e.Message})", "Give another output folder", e);
        }
    }

    /// <summary>True where the file is byte for byte what the last clean stop left; false where the last stop was not clean.</summary>
    /// <exception cref="StateException">It was changed since.</exception>
    internal bool IsSealed()
    {
        var seal = File.Exists(Seal) ? File.ReadAllText(Seal) : Unsealed;
        if (seal == Unsealed || HasLog) return false;
        return seal == (seal.Length == EarlierLength ? EarlierDigest() : Digest()) ? true : throw StateException.Damaged(Database, "changed since the last run stopped");
    }

    /// <summary>To be written before anything else is.</summary>
    internal void BreakSeal() => WriteSeal(Unsealed);

    internal void PutSeal() => WriteSeal(Digest());

    internal bool HasLog => new FileInfo(Database + "-wal") is { Exists: true, Length: > 0 };

    string Digest()
    {
        using var file = OpenWhole();
        var buffer = new byte[1 << 18];
        var crc = 0UL;
        for (int read; (read = file.Read(buffer)) > 0;) crc = Crc64.Append(crc, buffer.AsSpan(0, read));
        return crc.ToString("x16", CultureInfo.InvariantCulture);
    }

    /// <summary>Seals were SHA-256 once.</summary>
    string EarlierDigest()
    {
        using var file = OpenWhole();
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    FileStream OpenWhole() => new(Database, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0, FileOptions.SequentialScan);

    void WriteSeal(string text)
    {
        using var file = new FileStream(Seal, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        file.Write(System.Text.Encoding.ASCII.GetBytes(text));
        file.Flush(flushToDisk: true);
    }
}
