using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Volumes;

/// <summary>
/// Sends the parts of one upload, which begins with the first of them: several at once, or one after another where the store has it so. Its first
/// fault ends it. Thread-safe.
/// </summary>
/// <param name="key">What its state is kept under.</param>
/// <param name="state">What is known of it; without a session's id it has not begun.</param>
/// <param name="before">An earlier upload under this key, which has to give it up first.</param>
/// <param name="sums">The CRC that is taken of each part.</param>
/// <param name="digest">Taken of the parts in order of number, which then is the order to hand them over in; or null.</param>
sealed class PartSender(StoreKit kit, string key, UploadState state, long? length, PutOptions options, DigestAlgorithm sums, OrderedDigest? digest, Task before)
{
    readonly StoreCalls _calls = kit.Calls;
    readonly SessionBook _book = kit.Book;
    readonly Lock _lock = new();
    readonly Lock _saving = new();
    readonly SortedDictionary<int, PartFacts> _held = [];
    readonly Dictionary<int, ulong> _sums = new(state.PartSums);
    readonly CancellationTokenSource _cancel = CancellationTokenSource.CreateLinkedTokenSource(kit.Stopping);
    readonly HashSet<Task> _underWay = [];
    UploadState _state = state;
    Task _turn = Task.CompletedTask;
    Task<UploadSession>? _session;
    Failure? _fault;

    StoreAddress Target => _state.Session.Target;

    internal CancellationToken Token => _cancel.Token;

    /// <summary>Bytes from the start on that a store which takes parts in order has.</summary>
    internal long InOrder { get; set; }

    /// <summary>What was made with the last part, where a store does that.</summary>
    ObjectFacts? _made;

    internal Failure? Fault
    {
        get
        {
            lock (_lock) return _fault;
        }
    }

    /// <summary>Parts that the store has and whose sums are known.</summary>
    internal IReadOnlyList<(PartFacts Part, PieceSums Sum)> Held
    {
        get
        {
            lock (_lock) return [.. _held.Values.Select(p => (p, PartSum.Of(sums, _sums[p.Number])))];
        }
    }

    /// <summary>Parts of an earlier process that the store lists.</summary>
    internal void Adopt(IEnumerable<PartFacts> parts)
    {
        lock (_lock)
            foreach (var part in parts)
                if (_sums.ContainsKey(part.Number)) _held[part.Number] = part;
    }

    internal void ThrowIfOver()
    {
        if (Fault is { } fault) throw new TransferException(fault);
        if (_cancel.IsCancellationRequested) throw new TransferException(Reason.Cancelled, Stage.Write, $"{Target} takes nothing any more");
    }

    /// <summary>Takes a part over.</summary>
    /// <param name="over">Called when its bytes are wanted no more; true: they are nobody's now.</param>
    internal void Send(PartDemand part, ReadOnlyMemory<byte> bytes, Action<bool> over)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            var turn = _turn;
            if (_calls.IsInOrder || digest is not null) _turn = done.Task;
            var sending = Task.Run(() => SendAsync(part, bytes, over, turn, done));
            _underWay.Add(sending);
            _underWay.RemoveWhere(t => t.IsCompleted);
        }
    }

    /// <summary>Comes back when nothing is being sent; never fails.</summary>
    internal async Task QuietAsync()
    {
        while (true)
        {
            Task[] tasks;
            lock (_lock) tasks = [.. _underWay.Where(t => !t.IsCompleted)];
            if (tasks.Length == 0) return;
            await Task.WhenAll(tasks);
        }
    }

    /// <summary>Nothing is sent any more; what is on its way is called off.</summary>
    internal async Task StopAsync()
    {
        await _cancel.CancelAsync();
        await LeaveAsync();
    }

    /// <summary>What is on its way still arrives; nothing follows it.</summary>
    internal async Task LeaveAsync()
    {
        await QuietAsync();
        _cancel.Dispose();
    }

    /// <summary>The last part of a store that takes them in order makes the object.</summary>
    internal void SayCompleting() => Keep(s => s with { ETag = "" });

    /// <summary>Makes the object of what was sent; once it is quiet.</summary>
    internal async Task<ObjectFacts> CompleteAsync(long whole)
    {
        ThrowIfOver();
        var session = await SessionAsync();
        var parts = Held.Select(h => h.Part).ToList();
        if (_made is null)
        {
            var tag = CompositeETag.Of(parts) ?? CompositeETag.Count(parts);
            Keep(s => s with { ETag = tag });
            _made = await _calls.CompleteAsync(session, parts, whole, tag, Token);
        }

        await ConfirmAsync(_made, whole);
        _book.Made(key);
        return _made;
    }

    /// <summary>What the store says of the object must be what was sent: else it goes again.</summary>
    async Task ConfirmAsync(ObjectFacts made, long whole)
    {
        var sum = new IntervalSet();
        long at = 0;
        foreach (var (part, crc) in Held) sum.Add(new Interval(at, at += part.Size, crc));
        if (StoreRules.Contradiction(made, whole, sum) is not { } why) return;
        await _calls.TryAsync(Target, async token =>
        {
            await _calls.Store.DeleteAsync(Target, token);
            return true;
        }, Token);
        throw new TransferException(Reason.Checksum, Stage.Write, $"{Target} was not stored as it was sent: {why}");
    }

    async Task SendAsync(PartDemand part, ReadOnlyMemory<byte> bytes, Action<bool> over, Task turn, TaskCompletionSource done)
    {
        var content = new MemoryContent(bytes);
        var isFree = true;
        try
        {
            var sum = PartSum.Take(sums, bytes.Span);
            await turn;
            ThrowIfOver();
            if (digest?.End == part.Offset) digest.Append(bytes.Span);
            if (!_calls.IsInOrder) done.SetResult();
            if (!IsHeld(part.Number, bytes.Length, sum)) isFree = await PutAsync(part, bytes, sum, content);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Fail(e);
        }
        finally
        {
            isFree &= content.TryClose();
            done.TrySetResult();
            over(isFree);
        }
    }

    /// <returns>True: nobody reads the bytes any more.</returns>
    async Task<bool> PutAsync(PartDemand part, ReadOnlyMemory<byte> bytes, ulong sum, MemoryContent content)
    {
        var session = await SessionAsync();
        var (facts, isFree) = (new PartFacts(part.Number, bytes.Length, ""), true);
        if (_calls.IsInOrder)
        {
            (_made, isFree) = await new OrderedPart(_calls, session, part, bytes).PutAsync(this, Token);
        }
        else
        {
            var status = await _calls.TryAsync(Target, t => _calls.Store.PutPartAsync(session, part, content, t), Token);
            if (status.IsGone) throw StoreFaults.Gone(Target);
            foreach (var held in status.Parts)
                if (held.Number == part.Number) facts = held with { Size = bytes.Length };
        }

        lock (_lock) (_held[part.Number], _sums[part.Number]) = (facts, sum);
        Keep(s => s);
        return isFree;
    }

    /// <summary>It was brought before, by an earlier process.</summary>
    bool IsHeld(int number, int size, ulong sum)
    {
        lock (_lock) return _held.TryGetValue(number, out var held) && held.Size == size && _sums[number] == sum;
    }

    Task<UploadSession> SessionAsync()
    {
        lock (_lock) return _session ??= _state.Session.Id.Length > 0 ? Task.FromResult(_state.Session) : BeginAsync();
    }

    async Task<UploadSession> BeginAsync()
    {
        await before;
        var session = await _book.BeginAsync(key, _state, length, options, Token);
        lock (_lock) _state = _state with { Session = session };
        return session;
    }

    void Keep(Func<UploadState, UploadState> change)
    {
        lock (_saving)
        {
            lock (_lock) _state = change(_state) with { PartSums = new Dictionary<int, ulong>(_sums) };
            _book.Save(key, _state);
        }
    }

    void Fail(Exception e)
    {
        var failure = e switch
        {
            TransferException known => known.Failure,
            OperationCanceledException => new Failure(Reason.Cancelled, Stage.Write, $"stopped before {Target} was whole"),
            _ => new Failure(Reason.Internal, Stage.Write, $"{e.GetType().Name}: {e.Message}"),
        };
        lock (_lock) _fault ??= failure;
    }
}
