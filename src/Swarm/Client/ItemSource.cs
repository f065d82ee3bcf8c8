using System.Collections.Concurrent;
using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Lists;

namespace Swarm.Client;

/// <summary>A caller's sequence as a list: pulled as there is room, held back while results wait for their reader.</summary>
sealed class ItemSource<T>(IAsyncEnumerable<T> items, Func<T, Bundle> map, Action<long, T, Failure> onFault, int window, CancellationToken token) : IBundleSource
{
    readonly IAsyncEnumerator<T> _items = items.GetAsyncEnumerator(token);
    readonly SemaphoreSlim _room = new(window);
    readonly ConcurrentDictionary<long, (T Item, Bundle Bundle)> _open = new();
    long _index;

    public string? Fingerprint => null;

    public void SkipTo(SourcePosition position)
    {
    }

    public async ValueTask<SourceBatch> ReadAsync(int max, CancellationToken token)
    {
        var entries = new List<ListEntry>();
        var end = false;
        while (entries.Count < max)
        {
            // The first of a batch waits; for the rest, what has room and is ready goes along.
            if (entries.Count == 0) await _room.WaitAsync(token);
            else if (!await _room.WaitAsync(TimeSpan.Zero, token)) break;
            if (!await _items.MoveNextAsync())
            {
                end = true;
                break;
            }

            if (Entry(_items.Current) is { } entry) entries.Add(entry);
        }

        return new SourceBatch(entries, new SourcePosition(_index, _index, 0), end);
    }

    /// <summary>Hands an item back, once.</summary>
    public bool TryTake(Bundle numbered, out long index, out (T Item, Bundle Bundle) open) =>
        _open.TryRemove(index = long.Parse(numbered.Info!, CultureInfo.InvariantCulture), out open);

    /// <summary>A result has been read: there is room for one more.</summary>
    public void Release() => _room.Release();

    public ValueTask DisposeAsync()
    {
        _room.Dispose();
        return _items.DisposeAsync();
    }

    ListEntry? Entry(T item)
    {
        var index = _index++;
        try
        {
            var bundle = map(item);
            _open[index] = (item, bundle);
            return new ListEntry(bundle with { Info = index.ToString(CultureInfo.InvariantCulture) }, null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            onFault(index, item, new Failure(Reason.Url, Stage.List, e.Message));
            return null;
        }
    }
}
