using Swarm.Domain;
using Swarm.Domain.Lists;

namespace Swarm.Mirrors;

/// <summary>Where a crawl begins, as a list: it is given in every run, and what is known of it is dropped.</summary>
sealed class SeedSource(IReadOnlyList<WebUrl> seeds) : IBundleSource
{
    int _given;

    public string? Fingerprint => null;

    public ValueTask<SourceBatch> ReadAsync(int max, CancellationToken token)
    {
        var entries = seeds.Skip(_given).Take(max).Select(seed => new ListEntry(new Bundle(seed) { Trace = CrawlTrace.Seed }, null)).ToArray();
        _given += entries.Length;
        return ValueTask.FromResult(new SourceBatch(entries, new SourcePosition(_given, _given, 0), _given == seeds.Count));
    }

    public void SkipTo(SourcePosition position)
    {
    }

    public ValueTask DisposeAsync() => default;
}
