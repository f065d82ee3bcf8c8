using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Writing;

namespace Swarm.Stores.Volumes;

/// <summary>
/// A bucket, or a prefix in it, in the place of the output folder: what is fetched goes straight into the store, none of it to a disk. Objects get
/// their keys whole and checked, or not at all; large ones are gone on with by the next run. Its faults have stage write: no source is judged by
/// them.
/// </summary>
/// <remarks>
/// In memory are at most <see cref="UploadOptions.Workers"/> parts of all files, and 256 KiB of each that is under way. Where a digest is asked for
/// that can't be joined from those of parts (all but CRC-32C), an object comes by one connection, and from its start after a kill; parts that the
/// store has then are not sent again.
/// </remarks>
public sealed class StoreVolume : IRemoteVolume, IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly StoreAddress _root;
    readonly StoreKit _kit;
    readonly CancellationTokenSource _stop = new();
    readonly Dictionary<string, OrderedDigest> _digests = new(StringComparer.Ordinal);

    /// <param name="store">Not disposed of here.</param>
    /// <param name="root">The bucket, or the prefix that all keys begin with.</param>
    /// <param name="writing">Of these, the digest to record.</param>
    /// <param name="states">Where uploads under way are remembered.</param>
    /// <param name="chance">Spreads waits; used by nobody else.</param>
    public StoreVolume(IObjectStore store, StoreAddress root, UploadOptions options, WritingOptions writing, IUploadStates states, TimeProvider time, Random chance)
    {
        var calls = new StoreCalls(store, options, time, chance);
        _root = root;
        _kit = new StoreKit(calls, new SessionBook(calls, states, options.KeepParts, time), new PartBudget(Math.Max(1, options.Workers)), options, writing.Record, time)
        {
            Stopping = _stop.Token,
        };
    }

    public bool KeepsParts => true;

    /// <summary>Has uploads aborted that a killed run left and nobody can go on with; comes back before they are.</summary>
    /// <returns>How many.</returns>
    public int Sweep() => _kit.Book.Sweep();

    public IStagedFile Stage(string path, IReadOnlyList<DigestAlgorithm>? digests = null) => Stage(path, digests, null);

    public IStagedFile Stage(string path, IReadOnlyList<DigestAlgorithm>? digests, string? contentType) =>
        new StagedObject(_kit, ObjectKeys.At(_root, path), path, digests, contentType);

    public FileFacts? Look(string path) => Blocking.Wait(() => LookAsync(path));

    public bool Move(string from, string to) => Blocking.Wait(() => MoveAsync(ObjectKeys.At(_root, from), ObjectKeys.At(_root, to)));

    public void Mark(string path) => Blocking.Wait(() => MarkAsync(ObjectKeys.At(_root, path)));

    public IPartFile? Resume(string key) => Blocking.Wait(() => ResumeAsync(key, _stop.Token).AsTask());

    public async ValueTask<IPartFile?> ResumeAsync(string key, CancellationToken token)
    {
        await _kit.Book.ClosedAsync(key).WaitAsync(token);
        if (_kit.Book.Load(key) is not { Web: { } web } state) return null;
        if (state.Session.Id.Length > 0 && ObjectKeys.PathOf(_root, state.Session.Target) is { } path)
        {
            var identity = new PartIdentity(web.Url, state.SourceLength, web.Offset, state.Validators) { Total = web.Total, Promised = web.Promised };
            if (await FindAsync(key, path, identity, state, token) is { } part) return part;
        }

        _kit.Book.Forget(key);
        return null;
    }

    public IPartFile Begin(string key, string path, PartIdentity identity, IReadOnlyList<DigestAlgorithm>? digests = null)
    {
        var target = ObjectKeys.At(_root, path);
        _kit.Book.Forget(key, target);
        TakeDigest(key)?.Dispose();
        var state = new UploadState(new UploadSession(target, ""), _kit.Calls.Store.Parts.SizeFor(identity.Length, _kit.Options.PartSize))
        {
            SourceLength = identity.Length,
            Validators = identity.Validators,
            Web = new WebSource(identity.Url, identity.Offset, identity.Total, identity.Promised),
        };
        return PartOf(key, path, identity, state, new UploadStatus(), digests ?? []);
    }

    public void Drop(string key) => Drop(key, null);

    public async Task<Failure?> AbandonAsync(string key, string? path)
    {
        var target = path is null ? null : ObjectKeys.At(_root, path);
        Drop(key, target);
        return target is null ? null : await _kit.Book.AbortedAsync(target);
    }

    /// <summary>As <see cref="DisposeAsync"/>. Blocks.</summary>
    public void Dispose() => Blocking.Wait(() => DisposeAsync().AsTask());

    /// <summary>What is being sent gets a moment to arrive; what was given up is aborted.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await using var patience = _kit.Time.CreateTimer(_ => _stop.Cancel(), null, Patience, Timeout.InfiniteTimeSpan);
        await _kit.Book.DisposeAsync();
        await _stop.CancelAsync();
        foreach (var digest in _digests.Values) digest.Dispose();
    }

    void Drop(string key, StoreAddress? target)
    {
        TakeDigest(key)?.Dispose();
        _kit.Book.Drop(key, target);
    }

    async Task<IPartFile?> FindAsync(string key, string path, PartIdentity identity, UploadState state, CancellationToken token)
    {
        var status = await _kit.Calls.TryAsync(state.Session.Target, t => _kit.Calls.Store.StatusAsync(state.Session, t), token);
        var made = status.Completed;
        if (status.IsGone && state.ETag is { Length: > 0 } tag) made = await _kit.Calls.MadeAsync(state.Session.Target, identity.Length, tag, token);
        if (made is not null) return made.Size is null || made.Size == identity.Length ? new MadeObject(_kit, key, path, identity, made) : null;
        if (status.IsGone) return null;
        return PartOf(key, path, identity, state, status, [.. identity.Promised.Select(p => p.Algorithm).Distinct()]);
    }

    StorePart PartOf(string key, string path, PartIdentity identity, UploadState state, UploadStatus held, IReadOnlyList<DigestAlgorithm> asked)
    {
        var joined = StoreRules.JoinedSum(_root.Kind, asked, _kit.Record);
        var digest = joined is not null ? null : TakeDigest(key) ?? new OrderedDigest(asked, _kit.Record);
        return new StorePart(_kit, key, path, identity, state, held, joined ?? StoreRules.SumOf(_root.Kind), digest, kept => KeepDigest(key, kept));
    }

    void KeepDigest(string key, OrderedDigest digest)
    {
        lock (_digests) _digests[key] = digest;
    }

    OrderedDigest? TakeDigest(string key)
    {
        lock (_digests) return _digests.Remove(key, out var digest) ? digest : null;
    }

    async Task<FileFacts?> LookAsync(string path)
    {
        var target = ObjectKeys.At(_root, path);
        var facts = await _kit.Calls.TryAsync(target, token => _kit.Calls.Store.StatAsync(target, token), _stop.Token);
        return facts is null ? null : new FileFacts(facts.Size ?? 0, facts.Modified ?? DateTimeOffset.UnixEpoch, null);
    }

    /// <summary>Within the store, where it can copy.</summary>
    async Task<bool> MoveAsync(StoreAddress from, StoreAddress to)
    {
        var store = _kit.Calls.Store;
        if (await _kit.Calls.TryAsync(from, token => store.StatAsync(from, token), _stop.Token) is null) return false;
        if (!store.Powers.HasFlag(StorePowers.ServerCopy)) throw new TransferException(Reason.Name, Domain.Stage.Write, $"cannot move {from}: this store does not copy");
        await _kit.Calls.TryAsync(to, token => store.CopyAsync(from, to, PutOptions.Default, token), _stop.Token);
        return await _kit.Calls.TryAsync(from, async token =>
        {
            await store.DeleteAsync(from, token);
            return true;
        }, _stop.Token);
    }

    async Task MarkAsync(StoreAddress target)
    {
        if (await _kit.Calls.TryAsync(target, token => _kit.Calls.Store.StatAsync(target, token), _stop.Token) is not null) return;
        var nothing = new MemoryContent(default);
        await _kit.Calls.TryAsync(target, token => _kit.Calls.Store.PutAsync(target, nothing, PutOptions.Default, token), _stop.Token);
    }
}
