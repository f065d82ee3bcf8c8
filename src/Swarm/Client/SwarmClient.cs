using System.Runtime.CompilerServices;
using Swarm.Client;
using Swarm.Domain;
using Swarm.Reporting;

namespace Swarm;

/// <summary>
/// Fetches from programs: one item, a sequence in order, a stream as items complete, or one file to a place of its own. One item's fault never
/// throws but where only one file was asked for; what comes back is its outcome. Thread-safe; each call is a job of its own, which keeps no
/// state once it has ended.
/// </summary>
/// <remarks>
/// An item is a URL's text, a <see cref="WebUrl"/>, a <see cref="Bundle"/>, or any object with a map that says what it asks for, a URL's text
/// or a bundle: <c>client.EachAsync(products, map: p => p.ImageUrl)</c>. What repeats an earlier item of the same call is not fetched again and
/// has that one's outcome. What ends a call early: its token (<see cref="OperationCanceledException"/>, within a moment), an output
/// folder that can't be written to or a strategy that throws (<see cref="TransferException"/>), and the caller's own sequence, whose
/// exception comes through as it is.
/// </remarks>
public sealed partial class SwarmClient(SwarmClientOptions? options = null)
{
    readonly SwarmClientOptions _options = options ?? new SwarmClientOptions();

    /// <summary>Fetches one URL; text that is none has the outcome <see cref="Reason.Url"/>.</summary>
    public Task<BundleResult<string>> OneAsync(string url, CancellationToken token = default) => FirstAsync(url, token);

    /// <summary>Fetches one bundle.</summary>
    public Task<BundleResult<Bundle>> OneAsync(Bundle bundle, CancellationToken token = default) => FirstAsync(bundle, token);

    /// <summary>Fetches all and gives the results in the order of <paramref name="items"/>, one for each.</summary>
    /// <param name="items">Pulled as there is room; no items give no results.</param>
    /// <param name="map">What an item asks for; null: the item itself, as text unless it is a bundle.</param>
    /// <param name="progress">Told ten times a second at most, and at the end.</param>
    /// <param name="token">Ends the call.</param>
    public Task<IReadOnlyList<BundleResult<T>>> SwarmAsync<T>(
        IEnumerable<T> items, Func<T, Bundle>? map = null, IProgress<JobSnapshot>? progress = null, CancellationToken token = default) =>
        SwarmAsync(items.ToAsyncEnumerable(), map, progress, token);

    /// <inheritdoc cref="SwarmAsync{T}(IEnumerable{T},Func{T,Bundle}?,IProgress{JobSnapshot}?,CancellationToken)"/>
    public async Task<IReadOnlyList<BundleResult<T>>> SwarmAsync<T>(
        IAsyncEnumerable<T> items, Func<T, Bundle>? map = null, IProgress<JobSnapshot>? progress = null, CancellationToken token = default)
    {
        var results = new List<(long Index, BundleResult<T> Result)>();
        await foreach (var numbered in Run(items, map, progress).RunAsync(token)) results.Add(numbered);
        results.Sort((a, b) => a.Index.CompareTo(b.Index));
        return results.ConvertAll(r => r.Result);
    }

    /// <summary>Fetches all and gives each result as it completes. Breaking off ends what is in flight.</summary>
    /// <param name="items">Pulled as there is room, so it may be endless; a reader who is slow holds it back.</param>
    /// <param name="map">What an item asks for; null: the item itself, as text unless it is a bundle.</param>
    /// <param name="progress">Told ten times a second at most, and at the end.</param>
    /// <param name="token">Ends the call.</param>
    public IAsyncEnumerable<BundleResult<T>> EachAsync<T>(
        IEnumerable<T> items, Func<T, Bundle>? map = null, IProgress<JobSnapshot>? progress = null, CancellationToken token = default) =>
        EachAsync(items.ToAsyncEnumerable(), map, progress, token);

    /// <inheritdoc cref="EachAsync{T}(IEnumerable{T},Func{T,Bundle}?,IProgress{JobSnapshot}?,CancellationToken)"/>
    public async IAsyncEnumerable<BundleResult<T>> EachAsync<T>(
        IAsyncEnumerable<T> items, Func<T, Bundle>? map = null, IProgress<JobSnapshot>? progress = null, [EnumeratorCancellation] CancellationToken token = default)
    {
        await foreach (var (_, result) in Run(items, map, progress).RunAsync(token)) yield return result;
    }

    async Task<BundleResult<T>> FirstAsync<T>(T item, CancellationToken token)
    {
        var all = await SwarmAsync([item], token: token);
        return all[0];
    }

    ClientJob<T> Run<T>(IAsyncEnumerable<T> items, Func<T, Bundle>? map, IProgress<JobSnapshot>? progress) => new(_options, items, map ?? Itself, progress);

    static Bundle Itself<T>(T item) => item switch
    {
        Bundle bundle => bundle,
        WebUrl url => new Bundle(url),
        _ => item?.ToString() ?? "",
    };
}
