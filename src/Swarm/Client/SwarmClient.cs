using System.Runtime.CompilerServices;
using Swarm.Client;
using Swarm.Domain;
using Swarm.Reporting;

namespace Swarm;

/// <summary>
/// Fetches from programs: one item, a sequence in order, or a stream as items complete. One item's fault never throws; what comes back is its
/// outcome. Thread-safe; each call is a job of its own.
/// </summary>
public sealed class SwarmClient(SwarmClientOptions? options = null)
{
    readonly SwarmClientOptions _options = options ?? new SwarmClientOptions();

    /// <summary>Fetches one URL.</summary>
    public Task<BundleResult<string>> OneAsync(string url, CancellationToken token = default) => FirstAsync([url], BundleOf, token);

    /// <summary>Fetches one bundle.</summary>
    public Task<BundleResult<Bundle>> OneAsync(Bundle bundle, CancellationToken token = default) => FirstAsync([bundle], b => b, token);

    /// <summary>Fetches all and answers in the order of <paramref name="urls"/>.</summary>
    public Task<IReadOnlyList<BundleResult<string>>> SwarmAsync(
        IEnumerable<string> urls, IProgress<JobSnapshot>? progress = null, CancellationToken token = default) =>
        SwarmAsync(urls, BundleOf, progress, token);

    /// <summary>Fetches all and answers in the order of <paramref name="items"/>; <paramref name="map"/> says what each item asks for.</summary>
    public async Task<IReadOnlyList<BundleResult<T>>> SwarmAsync<T>(
        IEnumerable<T> items, Func<T, Bundle> map, IProgress<JobSnapshot>? progress = null, CancellationToken token = default)
    {
        var results = new List<(long Index, BundleResult<T> Result)>();
        await foreach (var numbered in Run(items.ToAsyncEnumerable(), map, progress, token)) results.Add(numbered);
        results.Sort((a, b) => a.Index.CompareTo(b.Index));
        return results.ConvertAll(r => r.Result);
    }

    /// <summary>Fetches all and gives each back as it completes.</summary>
    public IAsyncEnumerable<BundleResult<string>> EachAsync(
        IEnumerable<string> urls, IProgress<JobSnapshot>? progress = null, CancellationToken token = default) =>
        EachAsync(urls.ToAsyncEnumerable(), BundleOf, progress, token);

    /// <summary>Fetches all and gives each back as it completes, with the object it was mapped from.</summary>
    public IAsyncEnumerable<BundleResult<T>> EachAsync<T>(
        IEnumerable<T> items, Func<T, Bundle> map, IProgress<JobSnapshot>? progress = null, CancellationToken token = default) =>
        EachAsync(items.ToAsyncEnumerable(), map, progress, token);

    /// <summary>Fetches an endless stream if need be: items are pulled as there is room, and results wait for their reader.</summary>
    public async IAsyncEnumerable<BundleResult<T>> EachAsync<T>(
        IAsyncEnumerable<T> items, Func<T, Bundle> map, IProgress<JobSnapshot>? progress = null, [EnumeratorCancellation] CancellationToken token = default)
    {
        await foreach (var (_, result) in Run(items, map, progress, token)) yield return result;
    }

    /// <exception cref="FormatException">The text is no http or https URL; inside of a job that is the item's outcome, not an exception.</exception>
    static Bundle BundleOf(string url) => new(WebUrl.Parse(url));

    async Task<BundleResult<T>> FirstAsync<T>(IReadOnlyList<T> item, Func<T, Bundle> map, CancellationToken token)
    {
        var all = await SwarmAsync(item, map, null, token);
        return all[0];
    }

    IAsyncEnumerable<(long Index, BundleResult<T> Result)> Run<T>(
        IAsyncEnumerable<T> items, Func<T, Bundle> map, IProgress<JobSnapshot>? progress, CancellationToken token) =>
        new ClientJob<T>(_options, items, map, progress).RunAsync(token);
}
