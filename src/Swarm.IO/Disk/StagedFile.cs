using Swarm.Domain;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk;

/// <summary>A file on its way. states: buffered → spilled (a temporary file is open) → committed | discarded.</summary>
sealed class StagedFile : BufferedSink, IStagedFile
{
    readonly Volume _volume;
    readonly VolumePath _path;
    Digests _digests;
    IDiskFolder? _folder;
    IDiskFile? _file;
    string? _temporary;
    long _written;
    bool _committed;

    internal StagedFile(Volume volume, VolumePath path, IReadOnlyList<DigestAlgorithm>? digests)
        : base(volume.Threads)
    {
        (_volume, _path) = (volume, path);
        _digests = new Digests(digests, volume.Options.Record);
    }

    public long Length => _written + Buffer.Filled;

    public FileFacts Commit(CommitDemand demand)
    {
        ObjectDisposedException.ThrowIf(IsOver, this);
        CommitRules.CheckLength(demand, Length, _path.Text);
        var digest = Verify(demand.Checksums);
        WriteRest();
        if (demand.Modified is { } modified) _file!.SetModified(CommitRules.Clamp(modified, _volume.Clock));
        if (_volume.IsDurable) _file!.Flush();
        _folder!.Rename(_temporary!, _folder, _path.Name);
        (_temporary, _committed) = (null, true);
        if (_volume.IsDurable) _folder.Flush();
        if (_volume.KeepsPartials) _folder.Remove(_volume.Names.Kept(_path.Name));
        var facts = _file!.Facts(digest);
        Dispose();
        return facts;
    }

    public override void Dispose()
    {
        if (IsOver) return;
        IsOver = true;
        if (_volume.KeepsPartials && !_committed && Buffer.Filled > 0) KeepBuffered();
        _file?.Dispose();
        if (_temporary is not null) Abandon();
        _folder?.Dispose();
        _digests.Dispose();
        Buffer.Return();
    }

    string? Verify(IReadOnlyList<Checksum> demanded)
    {
        if (!_digests.Covers(demanded)) ReadBack(demanded);
        return _digests.Finish(Buffer.Bytes, demanded, _path.Text);
    }

    /// <summary>A digest that was not announced is taken now, from the file as far as it has been written.</summary>
    void ReadBack(IReadOnlyList<Checksum> demanded)
    {
        _digests.Dispose();
        _digests = new Digests([.. demanded.Select(checksum => checksum.Algorithm).Distinct()], _volume.Options.Record);
        if (_written > 0) ReadingBack.All(_file!, 0, _written, _path.Text, bytes => _digests.Append(bytes));
    }

    protected override void WriteOut()
    {
        if (_file is null) OpenTemporary(lookFirst: true);
        _digests.Append(Buffer.Bytes);
        WriteRest();
    }

    void WriteRest()
    {
        if (_file is null) OpenTemporary(lookFirst: false);
        if (Buffer.Filled == 0) return;
        _file!.Write(Buffer.Bytes, _written);
        _written += Buffer.Filled;
        Buffer.Clear();
    }

    /// <param name="lookFirst">Large files: better to hear now than after the last byte that something is in the way.</param>
    void OpenTemporary(bool lookFirst)
    {
        (_folder, _file, _temporary) = _volume.CreateTemporary(_path);
        if (lookFirst && _folder.Look(_path.Name).Kind is var kind and not (EntryKind.Absent or EntryKind.File))
            throw DiskFaults.Occupied(_path.Text, kind);
    }

    void KeepBuffered()
    {
        try
        {
            WriteRest();
        }
        catch (TransferException)
        {
            // The bundle has failed with a reason of its own already; a partial is a courtesy.
        }
    }

    void Abandon()
    {
        try
        {
            if (_volume.KeepsPartials && _written > 0) _folder!.Rename(_temporary!, _folder, _volume.Names.Kept(_path.Name));
            else _folder!.Remove(_temporary!);
        }
        catch (TransferException)
        {
            // Left for the sweep at the next start.
            _volume.LeftBehind();
        }
    }
}
