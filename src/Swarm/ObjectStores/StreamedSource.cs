using Swarm.Domain;
using Swarm.Domain.Lists;

namespace Swarm.ObjectStores;

/// <summary>A list that comes as it is taken, such as a listing's: what is at hand is given out, more is waited for only where nothing is. What breaks it is its last entry, a fault.</summary>
sealed class StreamedSource(string name, Func<CancellationToken, IAsyncEnumerable<ListEntry>> open) : IBundleSource
{
    readonly CancellationTokenSource _stop = new();
    IAsyncEnumerator<ListEntry>? _entries;
    Task<bool>? _next;
    SourcePosition _position;

    /// <summary>What it holds can change from one run to the next: it is read anew, and what is known already dropped.</summary>
    public string? Fingerprint => null;

    public async ValueTask<SourceBatch> ReadAsync(int max, CancellationToken token)
    {
        _entries ??= open(_stop.Token).GetAsyncEnumerator(_stop.Token);
        var entries = new List<ListEntry>();
        var isEnd = false;
        while (entries.Count < max && !isEnd)
        {
            _next ??= _entries.MoveNextAsync().AsTask();
            if (!_next.IsCompleted && entries.Count > 0) break;
            isEnd = !await TryNextAsync(entries, token);
        }

        _position = _position with { Entries = _position.Entries + entries.Count, Faults = _position.Faults + entries.Count(e => e.Fault is not null) };
        return new SourceBatch(entries, _position, isEnd);
    }

    public void SkipTo(SourcePosition position)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_next is not null) await ((Task)_next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_entries is not null) await _entries.DisposeAsync();
        _stop.Dispose();
    }

    async Task<bool> TryNextAsync(List<ListEntry> entries, CancellationToken token)
    {
        try
        {
            var any = await _next!.WaitAsync(token);
            if (any) entries.Add(_entries!.Current);
            _next = null;
            return any;
        }
        catch (TransferException e)
        {
            entries.Add(new ListEntry(null, new ListFault(name, 0, e.Message)));
            _next = Task.FromResult(false);
            return false;
        }
    }
}
