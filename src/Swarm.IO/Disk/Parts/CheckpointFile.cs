using System.Buffers;
using Swarm.Domain;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk.Parts;

/// <summary>Where one checkpoint lies. Written whole it appears by rename; then lines are appended to it. One thread at a time.</summary>
/// <param name="names">For the file that is renamed.</param>
/// <param name="isOurs">Whatever has that name was written here; if not, a file that is no checkpoint is somebody's and is left alone.</param>
sealed class CheckpointFile(
    IDiskFolder folder, string name, TemporaryNames names, bool isOurs, bool isDurable, Action<string>? removed = null) : IDisposable
{
    /// <summary>So much text is never written: see <see cref="IsLong"/>.</summary>
    const long Longest = 64 << 20;

    const long Long = 256 << 10;

    readonly ArrayBufferWriter<byte> _text = new(256);
    IDiskFile? _file;
    uint _seed;
    long _end;
    long _long = Long;

    /// <summary>It is worth being written anew, with what touches joined.</summary>
    internal bool IsLong => _end > _long;

    /// <summary>Null where there is none.</summary>
    internal Checkpoint? Read()
    {
        using var file = folder.Open(name, name);
        if (file is null) return null;
        var length = file.Facts(null).Length;
        if (length > Longest) return new Checkpoint(null, false, new IntervalSet());
        var text = new byte[length];
        var filled = 0;
        while (filled < length && file.Read(text.AsSpan(filled), filled) is var read and > 0) filled += read;
        return Checkpoint.Read(text.AsMemory(0, filled));
    }

    /// <exception cref="TransferException">Name: something that is no checkpoint has its name.</exception>
    internal void Write(PartHeader header, IReadOnlyList<Interval> held)
    {
        if (!isOurs && !MayReplace()) throw DiskFaults.Occupied(name, folder.Look(name).Kind);
        _text.ResetWrittenCount();
        _seed = Checkpoint.WriteHeader(_text, header);
        foreach (var interval in held) Checkpoint.WriteLine(_text, interval, _seed);
        // Windows replaces no file that is open.
        _file?.Dispose();
        _file = null;
        var temporary = names.Next(name);
        if (folder.Create(temporary, name, out var file) != Creation.Created) throw DiskFaults.Of(Errno.NoEntry, "create", name);
        Place(file!, temporary);
        (_file, _end, _long) = (file, _text.WrittenCount, Math.Max(Long, 2L * _text.WrittenCount));
    }

    /// <summary>What was written before this counts whether it succeeds or not.</summary>
    internal void Append(IReadOnlyList<Interval> written)
    {
        _text.ResetWrittenCount();
        foreach (var interval in written) Checkpoint.WriteLine(_text, interval, _seed);
        _file ??= folder.Open(name, name) ?? throw DiskFaults.Of(Errno.NoEntry, "open", name);
        _file.Write(_text.WrittenSpan, _end);
        if (isDurable) _file.Flush();
        _end += _text.WrittenCount;
    }

    internal void Remove()
    {
        removed?.Invoke(name);
        if (isOurs || MayReplace()) folder.Remove(name);
    }

    public void Dispose()
    {
        _file?.Dispose();
        folder.Dispose();
    }

    void Place(IDiskFile file, string temporary)
    {
        try
        {
            file.Write(_text.WrittenSpan, 0);
            if (isDurable) file.Flush();
            folder.Rename(temporary, folder, name);
            if (isDurable) folder.Flush();
        }
        catch (TransferException)
        {
            file.Dispose();
            folder.Remove(temporary);
            throw;
        }
    }

    bool MayReplace()
    {
        if (folder.Look(name).Kind == EntryKind.Absent) return true;
        using var file = folder.Open(name, name);
        Span<byte> start = stackalloc byte[Checkpoint.Magic.Length];
        return file is not null && file.Read(start, 0) == start.Length && start.SequenceEqual(Checkpoint.Magic);
    }
}
