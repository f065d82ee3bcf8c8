using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Swarm.Domain;
using Swarm.Domain.Lists;

namespace Swarm.Client;

/// <summary>
/// A caller's sequence as a list: pulled on a task of its own, as there is room, and held back while results wait for their reader. So a
/// sequence that pauses holds nothing up but itself.
/// </summary>
sealed class ItemSource<T>(IAsyncEnumerable<T> items, Func<T, Bundle> map, Action<long, T, Failure> onFault, int window, TimeProvider time) : IBundleSource
{
    /// <summary>A sequence that does not heed its token is left to itself after this.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim _room = new(window);
    readonly ConcurrentDictionary<long, (T Item, Bundle Bundle)> _open = new();
    readonly Channel<ListEntry> _pulled = Channel.CreateUnbounded<ListEntry>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    readonly CancellationTokenSource _ended = new();
    Task _pulling = Task.CompletedTask;
    long _index;
    long _given;

    public string? Fingerprint => null;

    /// <summary>What the sequence itself threw, or null.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Begins to pull.</summary>
    public void Begin() => _pulling = Task.Run(PullAsync);

    public void SkipTo(SourcePosition position) => throw new NotSupportedException("A sequence has no earlier run.");

    public async ValueTask<SourceBatch> ReadAsync(int max, CancellationToken token)
    {
        var entries = new List<ListEntry>();
        var more = await _pulled.Reader.WaitToReadAsync(token);
        while (entries.Count < max && _pulled.Reader.TryRead(out var entry)) entries.Add(entry);
        _given += entries.Count;
        return new SourceBatch(entries, new SourcePosition(_given, _given, 0), !more);
    }

    /// <summary>Hands an item back, once.</summary>
    public bool TryTake(Bundle numbered, out long index, out (T Item, Bundle Bundle) open) =>
        _open.TryRemove(index = long.Parse(numbered.Info!, CultureInfo.InvariantCulture), out open);

    /// <summary>A result has been read: there is room for one more.</summary>
    public void Release() => _room.Release();

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        try
        {
            await _pulling.WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            // It ends when the sequence gives its next item.
        }
    }

    async Task PullAsync()
    {
        try
        {
            await using var sequence = items.GetAsyncEnumerator(_ended.Token);
            while (true)
            {
                await _room.WaitAsync(_ended.Token);
                if (!await sequence.MoveNextAsync() || _ended.IsCancellationRequested) return;
                Put(sequence.Current);
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // Nobody wants more.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Fault = e;
        }
        finally
        {
            _pulled.Writer.Complete();
        }
    }

    void Put(T item)
    {
        var index = _index++;
        if (!TryMap(item, out var bundle, out var failure))
        {
            onFault(index, item, failure!);
            return;
        }

        _open[index] = (item, bundle!);
        _pulled.Writer.TryWrite(new ListEntry(bundle! with { Info = index.ToString(CultureInfo.InvariantCulture) }, null));
    }

    bool TryMap(T item, out Bundle? bundle, out Failure? failure)
    {
        (bundle, failure) = (null, null);
        try
        {
            bundle = map(item);
            if (bundle is null) failure = new Failure(Reason.Url, Stage.List, "the map gave no bundle");
        }
        catch (FormatException e)
        {
            failure = new Failure(Reason.Url, Stage.List, e.Message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failure = new Failure(Reason.Internal, Stage.List, $"the map failed: {e.GetType().Name}: {e.Message}");
        }

        return failure is null;
    }
}
