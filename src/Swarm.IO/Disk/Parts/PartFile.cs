using Swarm.Domain;
using Swarm.Domain.Integrity;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk.Parts;

/// <summary>
/// A file that is filled in pieces. Bytes are written before the record that vouches for them. states: open → committed | discarded | left for
/// another time; in each of the last three nothing is written any more.
/// </summary>
sealed class PartFile : IPartFile
{
    readonly Volume _volume;
    readonly PartHeader _header;
    readonly PartPlace _place;
    readonly CheckpointFile _checkpoint;
    readonly PartProgress _progress;
    readonly PrefixDigest? _prefix;
    readonly Lock _recording = new();
    readonly bool _takesCrc64;
    readonly bool _isHashed;
    volatile bool _takesCrc32C;
    int _sinks;
    bool _over;

    internal PartFile(Volume volume, PartHeader header, PartPlace place, CheckpointFile checkpoint, IntervalSet held)
    {
        (_volume, _header, _place, _checkpoint) = (volume, header, place, checkpoint);
        _progress = new PartProgress(held);
        DigestAlgorithm[] digests = [.. header.Digests.Concat(volume.Options.Record is { } record ? [record] : []).Distinct()];
        _isHashed = digests.Length > 0;
        _takesCrc32C = digests.Contains(DigestAlgorithm.Crc32C);
        _takesCrc64 = digests.Contains(DigestAlgorithm.Crc64);
        DigestAlgorithm[] hashes = [.. digests.Where(digest => digest is not (DigestAlgorithm.Crc32C or DigestAlgorithm.Crc64))];
        _prefix = hashes.Length > 0 ? new PrefixDigest(hashes) : null;
    }

    public string Path => _header.Path;

    public PartIdentity Identity => _header.Identity;

    public long Length => _progress.Length;

    public IntervalSet Held => _progress.Held();

    public IByteSink Open(long position)
    {
        ObjectDisposedException.ThrowIf(_over, this);
        Interlocked.Increment(ref _sinks);
        return new PartSink(this, _volume.Threads, position);
    }

    /// <summary>
    /// Nothing is to be made of the bytes in passing, so that the kernel may keep them; their sums are not known then. Not where several write at
    /// once: a file is locked while the kernel copies into it, and to copy what memory has just read takes half as long.
    /// </summary>
    internal bool TakesUnseen => !_isHashed && !_takesCrc32C && Volatile.Read(ref _sinks) == 1;

    internal void Leave() => Interlocked.Decrement(ref _sinks);

    /// <summary>On whatever thread <see cref="FlushThreads"/> has it done.</summary>
    /// <param name="isLast">It is to be on record at once.</param>
    internal void Write(ReadOnlySpan<byte> bytes, long position, bool isLast)
    {
        Enter(position, bytes.Length);
        try
        {
            _place.File.Write(bytes, position);
            _prefix?.Append(bytes, position);
            var isDue = _progress.Add(new Interval(position, position + bytes.Length, Sums(bytes)));
            if (isDue || isLast) Record();
        }
        finally
        {
            _progress.Leave();
        }
    }

    /// <summary>The first bytes of a pipe.</summary>
    internal void Write(KernelPipe pipe, int count, long position)
    {
        Enter(position, count);
        try
        {
            _place.File.Write(pipe, count, position);
            if (_progress.Add(new Interval(position, position + count, default))) Record();
        }
        finally
        {
            _progress.Leave();
        }
    }

    /// <summary>Who looks once will look again: from here on sums are taken of all that comes.</summary>
    public void Recheck()
    {
        _takesCrc32C = true;
        var kept = new IntervalSet();
        foreach (var interval in Held.Intervals)
            if (interval.Sums.Crc32C is { } sum && sum == ReadBack(interval)) kept.Add(interval);
        _progress.Keep(kept);
        lock (_recording) _checkpoint.Write(_header, kept.Intervals);
    }

    public FileFacts Commit(CommitDemand demand)
    {
        ObjectDisposedException.ThrowIf(_over, this);
        CommitRules.CheckLength(demand with { Length = demand.Length ?? Identity.Length }, Length, Path);
        CommitRules.CheckLength(demand with { Length = Identity.Length }, Length, Path);
        _progress.Close();
        var digest = Verify(demand);
        if (demand.Modified is { } modified) _place.File.SetModified(CommitRules.Clamp(modified, _volume.Clock));
        if (_volume.IsDurable) _place.File.Flush();
        _place.Folder.Rename(_header.Partial, _place.Folder, _place.Path.Name);
        _over = true;
        if (_volume.IsDurable) _place.Folder.Flush();
        if (_volume.KeepsPartials) _place.Folder.Remove(_volume.Names.Kept(_place.Path.Name));
        Try(_checkpoint.Remove);
        var facts = _place.File.Facts(digest);
        Close();
        return facts;
    }

    public void Discard()
    {
        if (_over) return;
        _over = true;
        _progress.Close();
        Try(() => _place.Folder.Remove(_header.Partial));
        Try(_checkpoint.Remove);
        Close();
    }

    public void Dispose()
    {
        if (_over) return;
        _over = true;
        _progress.Close();
        Try(Record);
        Close();
    }

    void Enter(long position, int count)
    {
        if (position + count > Identity.Length)
            throw new TransferException(Reason.Protocol, Stage.Write, $"'{Path}' is to have {Identity.Length} bytes, but more came");
        if (!_progress.TryEnter()) throw new TransferException(Reason.Cancelled, Stage.Write, $"'{Path}' takes nothing any more");
    }

    /// <summary>What this can't do is found by the next to ask for the file: a checkpoint without its partial, or one that says less than there is.</summary>
    static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (TransferException)
        {
            // The file has its outcome already.
        }
    }

    void Close()
    {
        _place.Dispose();
        _checkpoint.Dispose();
        _prefix?.Dispose();
    }

    void Record()
    {
        lock (_recording)
        {
            var written = _progress.TakeUnrecorded();
            if (written.Count == 0) return;
            var all = _checkpoint.IsLong ? Held : null;
            if (_volume.IsDurable) _place.File.Flush();
            if (all is null) _checkpoint.Append(written);
            else _checkpoint.Write(_header, all.Intervals);
        }
    }

    string? Verify(CommitDemand demand)
    {
        var sums = Held.Intervals is [var whole] ? whole.Sums : Length == 0 ? new PieceSums(0, 0) : default;
        var verification = new PartVerification(_place.File, Identity.Length, sums, _prefix, Path);
        return verification.Check(demand.Checksums, _volume.Options.Record);
    }

    PieceSums Sums(ReadOnlySpan<byte> bytes) => new(_takesCrc32C ? Crc32C.Append(0, bytes) : null, _takesCrc64 ? Crc64.Append(0, bytes) : null);

    uint ReadBack(Interval interval)
    {
        uint sum = 0;
        ReadingBack.All(_place.File, interval.Start, interval.End, Path, bytes => sum = Crc32C.Append(sum, bytes));
        return sum;
    }
}
