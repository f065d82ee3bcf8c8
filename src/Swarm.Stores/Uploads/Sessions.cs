using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Uploads;

/// <summary>
/// The session of one upload: begun, found again by another try or process, given up. An intent is saved before a session is asked for, so that one
/// whose answer was lost is found as well.
/// </summary>
sealed class Sessions(IObjectStore store, UploadOrder order, IUploadStates states, Retries retries, TimeProvider time)
{
    /// <summary>Clocks of stores and ours differ by so much at most: signatures would not hold otherwise.</summary>
    static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(15);

    static readonly TimeSpan BetweenSaves = TimeSpan.FromSeconds(1);

    readonly Lock _lock = new();
    long _saved;

    /// <summary>What an earlier try or process left of just this source; anything else that it left is aborted.</summary>
    public async ValueTask<UploadState?> LeftAsync(SourceFile? file, CancellationToken token)
    {
        if (states.Load(order.Key) is not { } left) return null;
        if (left.Session.Id.Length > 0 && file is { Length: not null } && left.Session.Target == order.Target
            && left.SourceLength == file.Length && left.SourceModified == file.Modified) return left;
        await AbortAsync(left, token);
        return null;
    }

    public async ValueTask<UploadState> BeginAsync(SourceFile? file, long partSize, PutOptions options, CancellationToken token)
    {
        var intent = new UploadState(new UploadSession(order.Target, "") { IfAbsent = options.IfAbsent }, partSize)
        {
            SourceLength = file?.Length ?? -1,
            SourceModified = file?.Modified,
            Begun = time.GetUtcNow(),
        };
        states.Save(order.Key, intent);
        var begun = intent with { Session = await AskAsync(file?.Length, options, token) };
        Save(begun);
        return begun;
    }

    async ValueTask<UploadSession> AskAsync(long? length, PutOptions options, CancellationToken token)
    {
        try
        {
            return await retries.RunAsync(t => store.BeginUploadAsync(order.Target, length, options, t), token);
        }
        catch (TransferException e) when (e.Status is >= 400 and < 500)
        {
            Drop(); // refused: there is none
            throw;
        }
    }

    /// <summary>Now and then, since what is not saved is only read again.</summary>
    public void SaveSometimes(Func<UploadState> state)
    {
        lock (_lock)
        {
            if (time.GetElapsedTime(_saved) < BetweenSaves) return;
            _saved = time.GetTimestamp();
        }

        Save(state());
    }

    public void Save(UploadState state)
    {
        lock (_lock)
        {
            states.Save(order.Key, state);
            _saved = time.GetTimestamp();
        }
    }

    public void Drop() => states.Drop(order.Key);

    public ValueTask<UploadStatus> StatusAsync(UploadSession session, CancellationToken token) =>
        retries.RunAsync(t => store.StatusAsync(session, t), token);

    /// <summary>Lets the store forget all that it holds of an upload, and forgets it.</summary>
    public async ValueTask AbortAsync(UploadState left, CancellationToken token)
    {
        if (left.Session.Id.Length > 0) await AbortAsync(left.Session, token);
        else await AbortLostAsync(left, token);
        Drop();
    }

    /// <summary>A part that was still on its way may come in after all, and keep the upload alive: looked at once more.</summary>
    async ValueTask AbortAsync(UploadSession session, CancellationToken token)
    {
        await retries.RunAsync(t => store.AbortAsync(session, t), token);
        if (!store.Powers.HasFlag(StorePowers.PartsInAnyOrder)) return;
        var status = await StatusAsync(session, token);
        if (status is { IsGone: false, Completed: null }) await retries.RunAsync(t => store.AbortAsync(session, t), token);
    }

    /// <summary>Sessions of this key that were begun when ours was asked for and never got a part: nobody else's could be so.</summary>
    async ValueTask AbortLostAsync(UploadState intent, CancellationToken token)
    {
        if (!store.Powers.HasFlag(StorePowers.ListUploads) || intent.Begun is not { } asked) return;
        var lost = new List<UploadSession>();
        await foreach (var upload in store.UploadsAsync(intent.Session.Target, token))
            if (upload.Session.Target == intent.Session.Target && upload.Begun is { } begun && begun > asked - ClockSkew && begun < asked + ClockSkew) lost.Add(upload.Session);
        foreach (var session in lost)
            if (await StatusAsync(session, token) is { IsGone: false, Completed: null, Parts.Count: 0 }) await AbortAsync(session, token);
    }
}
