using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Uploads;

/// <summary>
/// One object made of parts that the caller cuts: put by number, several at once, then completed or aborted; what is disposed of before it is completed
/// is aborted. A part that fails may be put again. Thread-safe. states: open → completed | aborted.
/// </summary>
/// <remarks>
/// S3 and OSS take parts in any order, and of a number put twice the last one counts. Google takes them one after another: each waits for the one before
/// it, and only the last may have another size than a multiple of 256 KiB.
/// </remarks>
public sealed class ManualUpload : IAsyncDisposable
{
    readonly Lock _lock = new();
    readonly UploadTry _run;
    readonly UploadState _state;
    readonly IPartWay _way;
    readonly SortedDictionary<int, (PartFacts Facts, ulong Sum)> _parts = [];
    readonly SortedDictionary<int, Task> _underWay = [];
    readonly CancellationTokenSource _stop = new();
    int _highest; // of the parts that are there or on their way
    Stand _stand;

    ManualUpload(UploadTry run, UploadState state) =>
        (_run, _state, _way) = (run, state, run.IsInOrder ? new PartsInTurn(run, state) : new LooseParts(run, state));

    public StoreAddress Target => _run.Order.Target;

    /// <summary>How large parts may be, and how many.</summary>
    public PartRange Parts => _run.Store.Parts;

    /// <summary>Why the store may still hold parts of an upload that was disposed of before it was completed; null: it does not.</summary>
    public Failure? Leftover { get; private set; }

    /// <param name="store">Not disposed of here.</param>
    /// <param name="upload">Of these, tries and the digest of bodies.</param>
    /// <param name="options">What the object is to be stored with.</param>
    /// <exception cref="TransferException">The store refused, or can't be reached.</exception>
    public static Task<ManualUpload> BeginAsync(
        IObjectStore store, StoreAddress target, UploadOptions? upload = null, PutOptions? options = null, TimeProvider? time = null, CancellationToken token = default) =>
        BeginAsync(store, target, upload ?? new UploadOptions(), options ?? PutOptions.Default, time ?? TimeProvider.System, new Random(RandomNumberGenerator.GetInt32(int.MaxValue)), token);

    internal static async Task<ManualUpload> BeginAsync(
        IObjectStore store, StoreAddress target, UploadOptions upload, PutOptions options, TimeProvider time, Random chance, CancellationToken token)
    {
        var order = new UploadOrder("", target, "") { Options = options with { BodyDigest = options.BodyDigest ?? upload.BodyDigest } };
        var retries = new Retries(upload.PartAttempts, time, chance);
        var sessions = new Sessions(store, order, new MemoryStates(), retries, time);
        var run = new UploadTry(store, order, upload, retries, sessions, new HeldCount(static (_, _) => { }, -1));
        return new ManualUpload(run, await sessions.BeginAsync(null, store.Parts.Least, order.Options, token));
    }

    /// <summary>Puts a part under the next number, in the order of calls; the parts themselves may arrive in any.</summary>
    /// <inheritdoc cref="PutPartAsync(int,ReadOnlyMemory{byte},CancellationToken)"/>
    public Task<PartFacts> PutPartAsync(ReadOnlyMemory<byte> bytes, CancellationToken token = default)
    {
        lock (_lock) return Put(_highest + 1, bytes, token);
    }

    /// <summary>Puts a part; comes back when the store has it.</summary>
    /// <param name="number">From 1 on.</param>
    /// <param name="bytes">Not to be changed until then.</param>
    /// <exception cref="TransferException">It is not there, after all tries: it may be put again.</exception>
    /// <exception cref="InvalidOperationException">It is on its way already, its turn has not come, or the upload is over.</exception>
    public Task<PartFacts> PutPartAsync(int number, ReadOnlyMemory<byte> bytes, CancellationToken token = default)
    {
        lock (_lock) return Put(number, bytes, token);
    }

    /// <summary>Makes the object of the parts, once those on their way have ended, and holds what the store says of it against what was sent.</summary>
    /// <exception cref="InvalidOperationException">A part is missing, or one that is not the last is too small: the upload stays open.</exception>
    /// <exception cref="TransferException">The store refused: the upload stays open; or the object is there, and is not what was sent.</exception>
    public async Task<ObjectFacts> CompleteAsync(CancellationToken token = default)
    {
        Leave(Stand.Open, Stand.Ending);
        var completion = new Completion(_run);
        var end = Stand.Open;
        try
        {
            await QuietAsync();
            var (parts, sums, length) = Whole();
            var made = await _way.CompleteAsync(completion, parts, sums, length, token);
            end = Stand.Completed;
            await completion.VerifyAsync(made, sums, length, null, token);
            return made;
        }
        catch (SessionGoneException e)
        {
            throw Gone(e);
        }
        finally
        {
            lock (_lock) _stand = end;
        }
    }

    /// <summary>Calls off the parts on their way, and has the store forget all parts once those have ended. That it is aborted already is no error.</summary>
    /// <exception cref="TransferException">The store could not be made to: it may be asked again.</exception>
    /// <exception cref="InvalidOperationException">It was completed, or is being ended.</exception>
    public async Task AbortAsync(CancellationToken token = default)
    {
        lock (_lock)
            if (_stand == Stand.Aborted) return;
        Leave(Stand.Open, Stand.Ending);
        var end = Stand.Open;
        try
        {
            await _stop.CancelAsync();
            await QuietAsync();
            await _run.Sessions.AbortAsync(_state, token);
            end = Stand.Aborted;
        }
        finally
        {
            lock (_lock) _stand = end;
        }
    }

    /// <summary>Aborts what is neither completed nor aborted. Tells rather than throws: see <see cref="Leftover"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
            if (_stand != Stand.Open) return;
        try
        {
            await AbortAsync();
        }
        catch (TransferException e)
        {
            Leftover = e.Failure;
        }
    }

    /// <summary>Within the lock.</summary>
    Task<PartFacts> Put(int number, ReadOnlyMemory<byte> bytes, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Parts.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, Parts.Most, nameof(bytes));
        if (_stand != Stand.Open || _stop.IsCancellationRequested) throw new InvalidOperationException($"{_run.Order.Target} takes no further part: its upload is over");
        if (_underWay.ContainsKey(number)) throw new InvalidOperationException($"part {number} of {Target} is on its way already");
        var before = Task.CompletedTask;
        if (_run.IsInOrder)
        {
            if (number != _highest + 1) throw new InvalidOperationException($"{Target} takes parts one after another: part {_highest + 1} is next, not {number}");
            if (_underWay.Count > 0) before = _underWay[number - 1];
        }

        var sending = SendAsync(number, bytes, before, token);
        _underWay[number] = sending;
        _highest = Math.Max(_highest, number);
        return sending;
    }

    async Task<PartFacts> SendAsync(int number, ReadOnlyMemory<byte> bytes, Task before, CancellationToken token)
    {
        await Task.Yield(); // whoever calls has the lock
        try
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(token, _stop.Token);
            var content = new BufferContent(bytes, _run.SumAlgorithm);
            var facts = await _way.PutAsync(number, bytes, content, either.Token);
            lock (_lock) _parts[number] = (facts, content.Sum);
            return facts;
        }
        catch (SessionGoneException e)
        {
            throw Gone(e);
        }
        finally
        {
            lock (_lock)
            {
                _underWay.Remove(number);
                if (!_parts.ContainsKey(number) && number == _highest) _highest = Math.Max(_parts.Keys.LastOrDefault(), _underWay.Keys.LastOrDefault());
            }
        }
    }

    async Task QuietAsync()
    {
        Task[] underWay;
        lock (_lock) underWay = [.. _underWay.Values];
        await Task.WhenAll(underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // each has told its own caller
    }

    /// <exception cref="InvalidOperationException">The parts make no object.</exception>
    (IReadOnlyList<PartFacts> Parts, PieceSums Sums, long Length) Whole()
    {
        if (_parts.Count == 0) throw new InvalidOperationException($"no part of {Target} was put");
        var (parts, sums, length) = (new List<PartFacts>(_parts.Count), new PieceSums(_run.SumAlgorithm), 0L);
        foreach (var (number, (facts, sum)) in _parts)
        {
            if (number != parts.Count + 1) throw new InvalidOperationException($"part {parts.Count + 1} of {Target} was not put, and part {number} was");
            if (number < _parts.Count && facts.Size < Parts.Least)
                throw new InvalidOperationException($"part {number} of {Target} has {facts.Size} bytes: only the last may have fewer than {Parts.Least}");
            parts.Add(facts);
            sums.Put(length, facts.Size, sum);
            length += facts.Size;
        }

        return (parts, sums, length);
    }

    void Leave(Stand from, Stand to)
    {
        lock (_lock)
        {
            if (_stand != from) throw new InvalidOperationException($"the upload of {Target} is {(_stand == Stand.Ending ? "being ended" : _stand == Stand.Completed ? "completed" : "aborted")}");
            _stand = to;
        }
    }

    static TransferException Gone(SessionGoneException e) => new(new Failure(Reason.Protocol, Stage.Head, e.Message) { IsFinal = true }, e);

    enum Stand
    {
        Open,
        Ending,
        Completed,
        Aborted,
    }
}
