using System.Collections.Concurrent;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Jobs;

namespace Swarm.ObjectStores.Copying;

/// <summary>The second half of a move: removes what was brought, unless it has changed since.</summary>
sealed class SourceRemoval(StoreAccess stores)
{
    const int AtOnce = 8;

    readonly ConcurrentQueue<string> _left = [];

    public async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<LedgerRow> done, CancellationToken token)
    {
        await Parallel.ForEachAsync(done, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = token }, RemoveAsync);
        return [.. _left];
    }

    async ValueTask RemoveAsync(LedgerRow row, CancellationToken token)
    {
        var source = row.Bundle.Upload ?? row.Bundle.Address!.ToString();
        try
        {
            if (StoreAddress.TryParse(source, out var address)) await RemoveAsync(address, row, token);
            else if (SourceChanges.HasChanged(row)) Leave(source);
            else File.Delete(source);
        }
        catch (Exception e) when (e is TransferException or IOException or UnauthorizedAccessException)
        {
            _left.Enqueue($"{source} is copied, but could not be removed: {e.Message}");
        }
    }

    async ValueTask RemoveAsync(StoreAddress address, LedgerRow row, CancellationToken token)
    {
        var store = stores[address.Kind];
        if (await store.StatAsync(address, token) is not { } now) return;
        var known = row.Bundle.Upload is null ? row.Outcome?.Validators.ETag : null;
        if (now.Size != row.Outcome?.Length || (known is not null && now.ETag is not null && known != now.ETag)) Leave(address.ToString());
        else await store.DeleteAsync(address, token);
    }

    void Leave(string source) => _left.Enqueue($"{source} has changed since it was copied, and is left");
}
