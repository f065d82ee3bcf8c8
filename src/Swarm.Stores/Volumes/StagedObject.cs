using System.Buffers;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Writing;
using Swarm.IO.Disk;

namespace Swarm.Stores.Volumes;

/// <summary>
/// An object that comes in one stream. Up to one part it waits in memory and goes out by one request, once it is known to be right; what is longer
/// goes out in parts as it comes, and is made whole when it is right. states: small → placed (within the budget) → sending → committed | aborted.
/// </summary>
sealed class StagedObject(StoreKit kit, StoreAddress target, string path, IReadOnlyList<DigestAlgorithm>? asked, string? contentType) : IStagedFile
{
    /// <summary>So much each file may hold beside the budget.</summary>
    const int Small = 256 << 10;

    const int First = 16 << 10;

    readonly PutOptions _options = kit.PutOptions(contentType);
    OrderedDigest _digest = new(asked ?? [], kit.Record);
    PartSender? _sender;
    byte[]? _buffer;
    int _limit = First;
    int _filled;
    int _number = 1;
    long _sent;
    bool _isPlaced;
    bool _isOver;

    public long Length => _sent + _filled;

    int PartSize => (int)kit.Calls.Store.Parts.SizeAt(_number, kit.Options.PartSize);

    int Most => _isPlaced ? PartSize : Math.Min(Small, PartSize);

    public Memory<byte> GetMemory()
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        if (_buffer is null) _buffer = ArrayPool<byte>.Shared.Rent(_limit = Math.Min(First, Most));
        else if (_filled == _limit) Grow(Math.Min(_limit * 4, Most));
        return _buffer.AsMemory(_filled, _limit - _filled);
    }

    public bool Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _limit - _filled);
        _filled += count;
        return _filled == Most;
    }

    public async ValueTask FlushAsync(CancellationToken token)
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        _sender?.ThrowIfOver();
        if (_filled < Most) return;
        if (!_isPlaced) await PlaceAsync(token);
        if (_filled < PartSize) return;
        Send(isLast: false);
        await PlaceAsync(token);
        _sender?.ThrowIfOver();
    }

    public FileFacts Commit(CommitDemand demand) => Blocking.Wait(() => StoreAsync(demand));

    public ValueTask<FileFacts>? CommitAsync(CommitDemand demand) => new(StoreAsync(demand));

    public void Dispose()
    {
        if (_isOver) return;
        _isOver = true;
        GiveBack(isFree: true);
        _digest.Dispose();
        if (_sender is null) return;
        kit.Book.Closing(_key!, _sender.StopAsync());
        kit.Book.Forget(_key!, target);
    }

    string? _key;

    async Task<FileFacts> StoreAsync(CommitDemand demand)
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        CommitRules.CheckLength(demand, Length, path);
        if (_sender is not null) await _sender.QuietAsync();
        _sender?.ThrowIfOver();
        var digest = Verify(demand.Checksums);
        var facts = _sender is null ? await PutAsync() : await FinishAsync();
        var length = Length;
        _isOver = true;
        GiveBack(isFree: true);
        _digest.Dispose();
        return new FileFacts(length, facts.Modified ?? kit.Time.GetUtcNow(), digest);
    }

    string? Verify(IReadOnlyList<Checksum> demanded)
    {
        if (!_digest.Covers(demanded))
        {
            if (_sent > 0) throw StoreRules.Late(path);
            _digest = new OrderedDigest([.. demanded.Select(checksum => checksum.Algorithm).Distinct()], kit.Record);
        }

        if (_digest.End < Length) _digest.Append(_buffer.AsSpan(0, _filled));
        return _digest.Finish(demanded, path);
    }

    async Task<ObjectFacts> PutAsync()
    {
        var content = new MemoryContent(_buffer.AsMemory(0, _filled));
        try
        {
            return await kit.Calls.TryAsync(target, token => kit.Calls.Store.PutAsync(target, content, _options, token), kit.Stopping);
        }
        finally
        {
            if (!content.TryClose()) GiveBack(isFree: false);
        }
    }

    async Task<ObjectFacts> FinishAsync()
    {
        var whole = Length;
        if (_filled > 0 || kit.Calls.IsInOrder) Send(isLast: true);
        await _sender!.QuietAsync();
        var facts = await _sender.CompleteAsync(whole);
        await _sender.LeaveAsync();
        return facts;
    }

    void Send(bool isLast)
    {
        _sender ??= Begin();
        var (buffer, isPlaced) = (_buffer ?? [], _isPlaced);
        _sender.Send(new PartDemand(_number++, _sent, isLast), buffer.AsMemory(0, _filled), isFree =>
        {
            if (isFree && isPlaced) kit.Budget.Return(buffer);
            if (isPlaced) kit.Budget.GiveBack();
        });
        (_buffer, _isPlaced, _sent, _filled, _limit) = (null, false, _sent + _filled, 0, 0);
    }

    PartSender Begin()
    {
        _key = kit.Book.NextPassing(target);
        var state = new UploadState(new UploadSession(target, ""), PartSize);
        return new PartSender(kit, _key, state, null, _options, StoreRules.SumOf(target.Kind), _digest, Task.CompletedTask);
    }

    /// <summary>Waits for a place in the budget, and moves into a buffer of a whole part.</summary>
    async ValueTask PlaceAsync(CancellationToken token)
    {
        await kit.Budget.TakeAsync(token);
        var part = kit.Budget.Rent(PartSize);
        _buffer.AsSpan(0, _filled).CopyTo(part);
        if (_buffer is not null) ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _limit, _isPlaced) = (part, PartSize, true);
    }

    void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(0, _filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer!);
        (_buffer, _limit) = (larger, size);
    }

    void GiveBack(bool isFree)
    {
        if (_buffer is { } buffer && isFree)
        {
            if (_isPlaced) kit.Budget.Return(buffer);
            else ArrayPool<byte>.Shared.Return(buffer);
        }

        if (_isPlaced) kit.Budget.GiveBack();
        (_buffer, _isPlaced) = (null, false);
    }
}
