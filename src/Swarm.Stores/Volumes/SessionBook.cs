using System.Security.Cryptography;
using System.Text;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.IO.State;

namespace Swarm.Stores.Volumes;

/// <summary>
/// Which uploads are under way, as the job's state remembers them: gone on with by their bundle's key, or aborted, also by a later run. What is made
/// whole stays on record until the run ends, so that a bundle whose outcome was not stored is not brought again. Thread-safe.
/// </summary>
sealed class SessionBook(StoreCalls calls, IUploadStates states, bool keepParts, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Of uploads that nobody goes on with: what a run that was killed left of them is aborted.</summary>
    const string Passing = "passing ";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>How far a store's clock may be off.</summary>
    static readonly TimeSpan Slack = TimeSpan.FromMinutes(15);

    readonly Lock _lock = new();
    readonly Dictionary<string, Task> _closing = new(StringComparer.Ordinal);
    readonly List<(StoreAddress? Target, Task<Failure?> Ended)> _aborts = [];
    readonly HashSet<string> _made = new(StringComparer.Ordinal);
    readonly CancellationTokenSource _patience = new();
    long _passing;

    /// <summary>A key for an upload that lives no longer than its transfer.</summary>
    internal string NextPassing(StoreAddress target) => $"{Passing}{Interlocked.Increment(ref _passing)} {Mark(target.ToString())}";

    internal UploadState? Load(string key) => states.Load(key);

    /// <exception cref="TransferException">Disk.</exception>
    internal void Save(string key, UploadState state)
    {
        try
        {
            states.Save(key, state);
        }
        catch (StateException e)
        {
            throw new TransferException(Reason.Disk, Stage.Write, e.Message, e);
        }
    }

    /// <summary>Begins an upload; it is on record before the first byte of it is sent, and that it is about to begin, before that.</summary>
    internal async Task<UploadSession> BeginAsync(string key, UploadState draft, long? length, PutOptions options, CancellationToken token)
    {
        var (target, tries, begun) = (draft.Session.Target, 0, time.GetUtcNow());
        draft = draft with { Begun = begun };
        Save(key, draft);
        var session = await calls.TryAsync(target, t =>
        {
            tries++;
            return calls.Store.BeginUploadAsync(target, length, options, t);
        }, token);
        Save(key, draft with { Session = session });
        if (tries > 1) Later(target, AbortStraysAsync(target, begun, session.Id));
        return session;
    }

    /// <summary>The object is there: nobody need remember the upload once that is known elsewhere, too.</summary>
    internal void Made(string key)
    {
        if (IsPassing(key))
        {
            states.Drop(key);
            return;
        }

        lock (_lock) _made.Add(key);
    }

    /// <summary>A part file was closed: who asks for its key next waits until what it was sending has ended.</summary>
    internal void Closing(string key, Task ended)
    {
        lock (_lock) _closing[key] = ended;
    }

    internal Task ClosedAsync(string key)
    {
        lock (_lock) return _closing.Remove(key, out var ended) ? ended : Task.CompletedTask;
    }

    /// <summary>Nobody goes on with it: aborted once what is being sent has ended; on record until then. Its key is free for another.</summary>
    /// <param name="target">What it was to be; null: as the record says.</param>
    internal void Forget(string key, StoreAddress? target = null)
    {
        lock (_lock)
            if (!_made.Remove(key) && !_closing.ContainsKey(key) && states.Load(key) is null) return;
        target ??= states.Load(key)?.Session.Target;
        var passing = PassOnAsync(key, ClosedAsync(key));
        Closing(key, passing);
        Later(target, AbortAsync(passing));
    }

    /// <summary>The bundle has failed: as <see cref="Forget"/>, unless parts are to be kept.</summary>
    internal void Drop(string key, StoreAddress? target = null)
    {
        if (!keepParts) Forget(key, target);
    }

    /// <summary>Comes back when all that was given up of this object is aborted, or could not be: then with why.</summary>
    internal async Task<Failure?> AbortedAsync(StoreAddress target)
    {
        Task<Failure?>[] ended;
        lock (_lock) ended = [.. _aborts.Where(a => a.Target == target).Select(a => a.Ended)];
        var failures = await Task.WhenAll(ended);
        lock (_lock) _aborts.RemoveAll(a => Array.IndexOf(ended, a.Ended) >= 0);
        return Array.Find(failures, f => f is not null);
    }

    /// <summary>Has what a killed run left behind aborted.</summary>
    internal int Sweep()
    {
        var left = states.All().Where(s => IsPassing(s.Key)).ToList();
        foreach (var (key, state) in left) Later(state.Session.Target, AbortAsync(Task.FromResult(key)));
        return left.Count;
    }

    /// <summary>Comes back when all that was given up is aborted, or patience is at its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await using var patience = time.CreateTimer(_ => _patience.Cancel(), null, Patience, Timeout.InfiniteTimeSpan);
        while (Pending() is { Length: > 0 } pending) await Task.WhenAll(pending);
        if (_aborts.Any(a => a.Ended is { IsCompletedSuccessfully: true, Result: not null })) await Task.WhenAll(states.All().Where(s => IsPassing(s.Key)).Select(s => AbortAsync(Task.FromResult(s.Key))));
        foreach (var key in _made) states.Drop(key);
        _made.Clear();
        foreach (var (key, state) in states.All())
            if (state is { Web: not null, ETag: not null } && !IsPassing(key)) await DropMadeAsync(key, state);
    }

    /// <summary>An earlier run was killed when it had made the object, and had told: nobody asked for it in this run.</summary>
    async Task DropMadeAsync(string key, UploadState state)
    {
        try
        {
            var status = await calls.Store.StatusAsync(state.Session, _patience.Token);
            if (status.IsGone || status.Completed is not null) states.Drop(key);
        }
        catch (Exception e) when (e is TransferException or OperationCanceledException)
        {
            // The next run will see.
        }
    }

    Task[] Pending()
    {
        lock (_lock)
        {
            Task[] pending = [.. _closing.Values.Where(t => !t.IsCompleted), .. _aborts.Select(a => a.Ended).Where(t => !t.IsCompleted)];
            return pending;
        }
    }

    /// <summary>Those that failed are kept for whoever asks what became of the object.</summary>
    void Later(StoreAddress? target, Task<Failure?> abort)
    {
        lock (_lock)
        {
            _aborts.RemoveAll(a => a.Ended is { IsCompletedSuccessfully: true, Result: null });
            _aborts.Add((target, abort));
        }
    }

    /// <summary>What is under a bundle's key gets one of its own.</summary>
    async Task<string> PassOnAsync(string key, Task ended)
    {
        await Task.WhenAny(ended); // however it has ended
        if (IsPassing(key) || states.Load(key) is not { } state) return key;
        var passing = Passing + Mark(state.Session.Id + state.Session.Target);
        states.Save(passing, state);
        states.Drop(key);
        return passing;
    }

    /// <returns>Why it could not be; it is on record still, and the next run tries again.</returns>
    async Task<Failure?> AbortAsync(Task<string> passing)
    {
        var key = await passing;
        await Task.Yield();
        try
        {
            if (!IsPassing(key) || states.Load(key) is not { Session: var session } state) return null;
            if (session.Id.Length == 0) await AbortStraysAsync(session.Target, state.Begun ?? DateTimeOffset.MinValue, except: null);
            else await AbortAsync(session);
            states.Drop(key);
            return null;
        }
        catch (Exception e) when (e is TransferException or OperationCanceledException or StateException)
        {
            return ((e.InnerException ?? e) as TransferException)?.Failure ?? new Failure(Reason.Cancelled, Stage.Write, e.Message);
        }
    }

    Task<bool> AbortAsync(UploadSession session) => calls.TryAsync(session.Target, async token =>
    {
        await calls.Store.AbortAsync(session, token);
        return true;
    }, _patience.Token);

    /// <summary>A try whose answer was lost may have begun an upload all the same.</summary>
    async Task<Failure?> AbortStraysAsync(StoreAddress target, DateTimeOffset since, string? except)
    {
        if (!calls.Store.Powers.HasFlag(StorePowers.ListUploads)) return null;
        try
        {
            await foreach (var upload in calls.Store.UploadsAsync(target, _patience.Token))
                if (upload.Session.Target.Key == target.Key && upload.Session.Id != except && upload.Begun >= since - Slack) await AbortAsync(upload.Session);
        }
        catch (TransferException)
        {
            // A courtesy: a store that doesn't answer keeps what it can't be asked for.
        }

        return null;
    }

    static bool IsPassing(string key) => key.StartsWith(Passing, StringComparison.Ordinal);

    static string Mark(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
