using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Lists;

namespace Swarm.Engine.Tests;

/// <summary>Bundles and leases told briefly.</summary>
static class Bundles
{
    public static readonly Origin Somewhere = Origin.Parse("http://a.test");

    public static Bundle Of(string url) => new(WebUrl.Parse(url));

    public static Work Work(long id, int priority = 0) => Engine.Work.Of(Lease(id, Of($"http://a.test/{id}") with { Priority = priority }));

    public static Lease Lease(long id, Bundle bundle, string? path = null) => new(id, bundle, 0, null, path ?? $"a.test/{id}", default);

    public static Work[] Works(int count) => [.. Enumerable.Range(1, count).Select(id => Work(id))];
}

/// <summary>A list that is made as it is read.</summary>
sealed class MadeList(int count, Func<int, Bundle> make) : IBundleSource
{
    int _read;

    public MadeList(params string[] urls)
        : this(urls.Length, i => Bundles.Of(urls[i]))
    {
    }

    public int Read => _read;

    public string? Fingerprint { get; init; }

    public ValueTask<SourceBatch> ReadAsync(int max, CancellationToken token)
    {
        var entries = Enumerable.Range(_read, Math.Min(max, count - _read)).Select(i => new ListEntry(make(i), null)).ToList();
        _read += entries.Count;
        return ValueTask.FromResult(new SourceBatch(entries, new SourcePosition(_read, _read, 0), _read == count));
    }

    public void SkipTo(SourcePosition position) => _read = (int)position.Entries;

    public ValueTask DisposeAsync() => default;
}
