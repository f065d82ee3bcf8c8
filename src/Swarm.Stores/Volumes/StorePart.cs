using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Writing;
using Swarm.IO.Disk;

namespace Swarm.Stores.Volumes;

/// <summary>
/// An object of known length that comes in pieces and goes out in parts. Held is what the store has acknowledged: what is in memory comes again
/// after a kill. states: open → committed | discarded | left for another time.
/// </summary>
sealed class StorePart : IPartFile
{
    readonly StoreKit _kit;
    readonly string _key;
    readonly long _partSize;
    readonly PartSender _sender;
    readonly PartGathering _gathering;
    readonly OrderedDigest? _digest;
    readonly Action<OrderedDigest>? _keep;
    readonly DigestAlgorithm _sums;
    readonly StoreAddress _target;
    readonly PutOptions _options;
    bool _isOver;

    /// <param name="digest">What can't be joined from the sums of parts; as far as it has come, the object need not come again. Null: nothing such is asked for.</param>
    /// <param name="keep">Takes the digest for the next attempt.</param>
    internal StorePart(StoreKit kit, string key, string path, PartIdentity identity, UploadState state, UploadStatus held, DigestAlgorithm sums, OrderedDigest? digest, Action<OrderedDigest> keep)
    {
        (_kit, _key, Path, Identity, _partSize, _sums, _digest, _keep) = (kit, key, path, identity, state.PartSize, sums, digest, keep);
        (_target, _options) = (state.Session.Target, kit.PutOptions(identity.ContentType));
        _sender = new PartSender(kit, key, state, identity.Length, _options, sums, digest, kit.Book.ClosedAsync(key));
        _gathering = new PartGathering(kit.Budget, _sender, identity.Length, _partSize, keepsLast: kit.Calls.IsInOrder || identity.Length <= _partSize);
        Adopt(state, held);
    }

    public string Path { get; }

    public PartIdentity Identity { get; }

    public long Length => Held.Length;

    public int? Sinks => _digest is not null || _kit.Calls.IsInOrder ? 1 : Math.Max(1, _kit.Options.Workers);

    public long? Piece => _partSize;

    public IntervalSet Held
    {
        get
        {
            var held = new IntervalSet();
            foreach (var (part, sum) in _sender.Held)
            {
                var start = (part.Number - 1) * _partSize;
                if (_digest is null || start < _digest.End) held.Add(new Interval(start, start + part.Size, sum));
            }

            return held;
        }
    }

    public IByteSink Open(long position)
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        return new RegionSink(_gathering, Identity.Length, position);
    }

    public void Recheck()
    {
        // The store vouches for what it lists, and its parts can't be read.
    }

    public FileFacts Commit(CommitDemand demand) => Blocking.Wait(() => StoreAsync(demand));

    public ValueTask<FileFacts>? CommitAsync(CommitDemand demand) => new(StoreAsync(demand));

    public void Discard()
    {
        if (_isOver) return;
        _isOver = true;
        _gathering.Close();
        _kit.Book.Closing(_key, _sender.StopAsync());
        _digest?.Dispose();
        _kit.Book.Forget(_key, _target);
    }

    /// <summary>Parts that are on their way still arrive.</summary>
    public void Dispose()
    {
        if (_isOver) return;
        _isOver = true;
        _gathering.Close();
        _kit.Book.Closing(_key, LeaveAsync());
    }

    async Task LeaveAsync()
    {
        await _sender.LeaveAsync();
        if (_digest is null) return;
        if (_sender.Fault is null) _keep!(_digest);
        else _digest.Dispose();
    }

    async Task<FileFacts> StoreAsync(CommitDemand demand)
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        var whole = Identity.Length;
        CommitRules.CheckLength(demand with { Length = demand.Length ?? whole }, whole - _gathering.Missing, Path);
        CommitRules.CheckLength(demand with { Length = whole }, whole - _gathering.Missing, Path);
        await _sender.QuietAsync();
        _sender.ThrowIfOver();
        var digest = Verify(demand.Checksums);
        var facts = _gathering.Last is { } only && _gathering.Count == 1 ? await PutAsync(only) : await CompleteAsync();
        _isOver = true;
        await _sender.LeaveAsync();
        _digest?.Dispose();
        return new FileFacts(whole, facts.Modified ?? _kit.Time.GetUtcNow(), digest);
    }

    /// <summary>One part is no more than an object: one request does.</summary>
    async Task<ObjectFacts> PutAsync(GatheredPart only)
    {
        var content = new MemoryContent(only.Bytes);
        try
        {
            return await _kit.Calls.TryAsync(_target, token => _kit.Calls.Store.PutAsync(_target, content, _options, token), _sender.Token);
        }
        finally
        {
            if (!content.TryClose()) only.Buffer = null;
            _gathering.Close();
        }
    }

    async Task<ObjectFacts> CompleteAsync()
    {
        if (_gathering.Last is { } last)
        {
            _sender.SayCompleting();
            _gathering.HandOn(last);
            await _sender.QuietAsync();
        }

        return await _sender.CompleteAsync(Identity.Length);
    }

    /// <summary>All that is asked for, before the object gets its key.</summary>
    string? Verify(IReadOnlyList<Checksum> demanded)
    {
        var last = _gathering.Last;
        if (_digest is not null)
        {
            if (last is not null && _digest.End == last.Start) _digest.Append(last.Bytes.Span);
            if (_digest.End == Identity.Length && _digest.Covers(demanded)) return _digest.Finish(demanded, Path);
            throw StoreRules.Late(Path);
        }

        var sums = Held;
        if (last is not null) sums.Add(new Interval(last.Start, last.Start + last.Length, PartSum.Of(_sums, PartSum.Take(_sums, last.Bytes.Span))));
        return StoreRules.Check(sums, _sums, demanded, _kit.Record, Path);
    }

    /// <summary>What the store lists of an earlier run, where the part's sum is known and, of what must come in order, nothing before it is missing.</summary>
    void Adopt(UploadState state, UploadStatus held)
    {
        var inOrder = _kit.Calls.IsInOrder;
        _sender.InOrder = held.Held;
        var there = inOrder ? Enumerable.Range(1, _gathering.Count).Select(n => new PartFacts(n, _gathering.SizeOf(n), "")).TakeWhile(p => _gathering.EndOf(p.Number) <= held.Held)
            : held.Parts.Where(p => p.Number <= _gathering.Count && p.Size == _gathering.SizeOf(p.Number));
        List<PartFacts> parts = [.. there.Where(p => state.PartSums.ContainsKey(p.Number)).OrderBy(p => p.Number)];
        if (inOrder) parts = [.. parts.TakeWhile((p, i) => p.Number == i + 1)];
        _sender.Adopt(parts);
        foreach (var part in parts)
            if (_digest is null || (part.Number - 1) * _partSize < _digest.End) _gathering.Skip(part.Number);
    }
}
