using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Uploads;

/// <summary>Brings a file into a store: small ones by one request, others in parts that an earlier try or process may have begun.</summary>
sealed class FileUpload(UploadTry run, SourceFile file)
{
    /// <summary>A store that forgets session after session is not believed for ever.</summary>
    const int MostSessions = 3;

    readonly long _length = file.Length!.Value;
    readonly Completion _completion = new(run);

    public async Task<UploadReceipt> RunAsync(CancellationToken token)
    {
        if (run.Order.Checksum is { } promised) await SourceDigest.CheckAsync(file, promised, run.Order.Source, token);
        var left = await run.Sessions.LeftAsync(file, token);
        if (left is null && _length <= run.Options.WholeUpTo) return await WholeAsync(token);
        for (var sessions = 1; ; sessions++, left = null)
        {
            try
            {
                return await InPartsAsync(left, token);
            }
            catch (SessionGoneException e)
            {
                run.Sessions.Drop();
                if (sessions == MostSessions) throw new TransferException(Reason.Protocol, Stage.Head, e.Message, e);
            }
        }
    }

    async ValueTask<UploadReceipt> WholeAsync(CancellationToken token)
    {
        var (content, sums) = (new FileContent(file, 0, _length, run.SumAlgorithm), new PieceSums(run.SumAlgorithm));
        var facts = await run.PutWholeAsync(content, token);
        sums.Put(0, _length, content.Sum);
        await _completion.VerifyAsync(facts, sums, _length, file, token);
        return Receipt(facts, sums);
    }

    async ValueTask<UploadReceipt> InPartsAsync(UploadState? left, CancellationToken token)
    {
        var state = left ?? await run.Sessions.BeginAsync(file, run.Store.Parts.SizeFor(_length, run.Options.PartSize), run.Order.Options, token);
        var status = left is null ? new UploadStatus() : await run.Sessions.StatusAsync(state.Session, token);
        var sums = new PieceSums(run.SumAlgorithm);
        var facts = status.Completed ?? (status.IsGone
            ? await _completion.FindAsync(state, sums, _length, file, token) ?? throw new SessionGoneException(run.Order.Target)
            : await SendAsync(state, status, sums, token));
        run.Sessions.Drop();
        await _completion.VerifyAsync(facts, sums, _length, file, token);
        return Receipt(facts, sums);
    }

    async ValueTask<ObjectFacts> SendAsync(UploadState state, UploadStatus status, PieceSums sums, CancellationToken token)
    {
        try
        {
            if (run.IsInOrder) return await new PartsInOrder(run, state, file, sums).SendAsync(status, _completion, token);
            var parts = await new PartsInAnyOrder(run, state, file, sums).SendAsync(status.Parts, token);
            file.CheckUnchanged();
            return await _completion.CompleteAsync(state with { PartSums = sums.ByPart(state.PartSize, _length) }, parts, sums, _length, file, token);
        }
        catch (Exception e) when (e is TransferException or OperationCanceledException)
        {
            run.Sessions.Save(state with { PartSums = sums.ByPart(state.PartSize, _length), ETag = _completion.Expected });
            throw;
        }
    }

    UploadReceipt Receipt(ObjectFacts facts, PieceSums sums)
    {
        run.Held.Reach(_length);
        return new UploadReceipt(_length, 200) { ETag = facts.ETag, Digest = sums.Whole(_length), Resumed = run.Held.Resumed };
    }
}
