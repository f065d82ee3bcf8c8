using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Uploads;

/// <summary>Makes an object of its parts, finds out whether a lost answer was a success, and holds what the store says of the object against what was sent.</summary>
sealed class Completion(UploadTry run)
{
    /// <summary>The ETag that the parts make, once they are all there; null: they don't tell.</summary>
    public string? Expected { get; private set; }

    public async ValueTask<ObjectFacts> CompleteAsync(
        UploadState state, IReadOnlyList<PartFacts> parts, PieceSums sums, long length, SourceFile? file, CancellationToken token)
    {
        var expected = state with { ETag = Expected = CompositeETag.Of(parts) };
        run.Sessions.Save(expected);
        return await run.Retries.RunAsync(t => OnceAsync(expected, parts, sums, length, file, t), token);
    }

    /// <summary>What became of a session that the store does not know any more: the object that it was to be, or null.</summary>
    public async ValueTask<ObjectFacts?> FindAsync(UploadState state, PieceSums sums, long length, SourceFile? file, CancellationToken token)
    {
        var facts = await run.Retries.RunAsync(t => run.Store.StatAsync(run.Order.Target, t), token);
        if (facts is null || facts.Size != length) return null;
        if (CompositeETag.Equal(facts.ETag, state.ETag)) return facts;
        return DigestOf(facts, sums) is { } theirs && await OursAsync(sums, length, file, token) == theirs ? facts : null;
    }

    /// <exception cref="TransferException">The store has something else than what was sent.</exception>
    public async ValueTask VerifyAsync(ObjectFacts facts, PieceSums sums, long length, SourceFile? file, CancellationToken token)
    {
        if (facts.Size is { } size && size != length) throw Wrong($"has {size} bytes, {length} were sent");
        if (Expected is { } expected && run.Store.Kind == StoreKind.S3 && CompositeETag.IsOne(facts.ETag) && !CompositeETag.Equal(facts.ETag, expected))
            throw Wrong($"has the ETag {SafeText.Of(facts.ETag, 64)}, its parts make {expected}");
        if (DigestOf(facts, sums) is not { } theirs) return;
        if (await OursAsync(sums, length, file, token) is { } sum && sum != theirs) throw Wrong($"has {theirs}, what was sent has {sum}");
    }

    static async ValueTask<Checksum?> OursAsync(PieceSums sums, long length, SourceFile? file, CancellationToken token) =>
        file is null ? sums.Whole(length) : await sums.WholeAsync(file, token);

    static Checksum? DigestOf(ObjectFacts facts, PieceSums sums)
    {
        foreach (var digest in facts.Digests)
            if (digest.Algorithm == sums.Algorithm) return digest;
        return null;
    }

    /// <summary>A session may be gone because an earlier try was a success whose answer was lost.</summary>
    async ValueTask<ObjectFacts> OnceAsync(
        UploadState state, IReadOnlyList<PartFacts> parts, PieceSums sums, long length, SourceFile? file, CancellationToken token)
    {
        try
        {
            return await run.Store.CompleteAsync(state.Session, parts, token);
        }
        catch (TransferException e) when (e.Status is 0 or 404 or 410 or >= 500 && !e.Failure.IsFinal)
        {
            var status = await run.Store.StatusAsync(state.Session, token);
            if (status.Completed is { } done) return done;
            if (!status.IsGone) throw;
            return await FindAsync(state, sums, length, file, token) ?? throw new SessionGoneException(run.Order.Target);
        }
    }

    TransferException Wrong(string what) => new(Reason.Checksum, Stage.Verify, $"{run.Order.Target} {what}");
}
