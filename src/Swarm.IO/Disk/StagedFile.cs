using System.Threading.Tasks.Sources;
using Swarm.Domain;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk;

/// <summary>A file on its way. states: buffered → spilled (a temporary file is open) → committed | discarded.</summary>
sealed class StagedFile : IStagedFile, IValueTaskSource
{
    readonly Volume _volume;
    readonly VolumePath _path;
    StagedBuffer _buffer;
    Digests _digests;
    ManualResetValueTaskSourceCore<bool> _flush = new() { RunContinuationsAsynchronously = true };
    IDiskFolder? _folder;
    IDiskFile? _file;
    string? _temporary;
    long _written;
    bool _committed;
    bool _over;

    internal StagedFile(Volume volume, VolumePath path, DigestAlgorithm? digest)
    {
        (_volume, _path) = (volume, path);
        _digests = new Digests(digest, volume.Options.Record);
    }

    public long Length => _written + _buffer.Filled;

    public Memory<byte> GetMemory()
    {
        ObjectDisposedException.ThrowIf(_over, this);
        return _buffer.Room();
    }

    public bool Advance(int count) => _buffer.Advance(count);

    public ValueTask FlushAsync(CancellationToken token)
    {
        ObjectDisposedException.ThrowIf(_over, this);
        if (token.IsCancellationRequested) return ValueTask.FromCanceled(token);
        // Not cut short by the token: the buffer must not be taken away under the thread that writes it.
        _flush.Reset();
        _volume.Threads.Post(this);
        return new ValueTask(this, _flush.Version);
    }

    /// <summary>On a flush thread: the buffer goes to its position in the temporary file.</summary>
    internal void WriteOut()
    {
        try
        {
            WriteBuffer();
            _flush.SetResult(true);
        }
        catch (Exception e)
        {
            _flush.SetException(e);
        }
    }

    public FileFacts Commit(CommitDemand demand)
    {
        ObjectDisposedException.ThrowIf(_over, this);
        CommitRules.CheckLength(demand, Length, _path.Text);
        var digest = Verify(demand.Checksum);
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

    public void Dispose()
    {
        if (_over) return;
        _over = true;
        if (_volume.KeepsPartials && !_committed && _buffer.Filled > 0) KeepBuffered();
        _file?.Dispose();
        if (_temporary is not null) Abandon();
        _folder?.Dispose();
        _digests.Dispose();
        _buffer.Return();
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _flush.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _flush.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.GetResult(short token) => _flush.GetResult(token);

    string? Verify(Checksum? demand)
    {
        // A digest that was not announced is taken now, from the file as far as it has been written.
        if (demand is { } wanted && wanted.Algorithm != _digests.Asked) ReadBack(wanted.Algorithm);
        return _digests.Finish(_buffer.Bytes, demand, _path.Text);
    }

    void ReadBack(DigestAlgorithm algorithm)
    {
        _digests.Dispose();
        _digests = new Digests(algorithm, _volume.Options.Record);
        if (_written == 0) return;
        var chunk = System.Buffers.ArrayPool<byte>.Shared.Rent(StagedBuffer.Largest);
        for (long position = 0; position < _written;)
        {
            var read = _file!.Read(chunk, position);
            if (read == 0) throw DiskFaults.Of(Errno.Io, "read back", _path.Text);
            _digests.Append(chunk.AsSpan(0, (int)Math.Min(read, _written - position)));
            position += read;
        }
        System.Buffers.ArrayPool<byte>.Shared.Return(chunk);
    }

    void WriteBuffer()
    {
        if (_file is null) OpenTemporary(lookFirst: true);
        _digests.Append(_buffer.Bytes);
        WriteRest();
    }

    void WriteRest()
    {
        if (_file is null) OpenTemporary(lookFirst: false);
        if (_buffer.Filled == 0) return;
        _file!.Write(_buffer.Bytes, _written);
        _written += _buffer.Filled;
        _buffer.Clear();
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
