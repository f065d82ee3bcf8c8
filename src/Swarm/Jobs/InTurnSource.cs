using Swarm.Domain.Lists;
using Swarm.Engine.Reporting;

namespace Swarm.Jobs;

/// <summary>
/// A list whose bundles are given out one at a time, each when the one before it has ended, retries included: for an output that takes them in
/// order. Behind one that ended within its object the rest is given out as faults.
/// </summary>
/// <param name="list">The list.</param>
/// <param name="endsWithin">The object of which the output holds only a part, or null.</param>
sealed class InTurnSource(IBundleSource list, Func<string?> endsWithin) : IBundleSource, IJobObserver
{
    readonly SemaphoreSlim _turn = new(1);
    long _duplicates;

    /// <summary>What has gone out can't be gone on with.</summary>
    public string? Fingerprint => null;

    public async ValueTask<SourceBatch> ReadAsync(int max, CancellationToken token)
    {
        await _turn.WaitAsync(token);
        var batch = await list.ReadAsync(1, token);
        if (endsWithin() is { } broken) batch = batch with { Entries = [.. batch.Entries.Select(e => Refused(e, batch.Position, broken))] };
        if (!batch.Entries.Any(e => e.Bundle is not null)) _turn.Release();
        return batch;
    }

    public void OnFact(JobFact fact)
    {
        switch (fact)
        {
            case OutcomesStored { Ends.Count: > 0 }:
                _turn.Release();
                break;
            case ListRead read when read.Duplicates > _duplicates:
                _duplicates = read.Duplicates;
                _turn.Release();
                break;
        }
    }

    public void SkipTo(SourcePosition position) => list.SkipTo(position);

    public ValueTask DisposeAsync() => list.DisposeAsync();

    static ListEntry Refused(ListEntry entry, SourcePosition position, string broken) => entry.Bundle is { } bundle
        ? new ListEntry(null, new ListFault("list", position.Entries, $"{bundle.Url.Href} was not fetched: the output ends within '{broken}'"))
        : entry;
}
