using Swarm.Domain;
using Swarm.Jobs;
using Swarm.ObjectStores.Copying;
using Swarm.Settings;

namespace Swarm.ObjectStores.Syncing;

/// <summary>Makes a folder or prefix hold what another holds: a copy of what differs, then, where that was complete and is wished, the removal of what is left over.</summary>
public sealed class SyncRun : IAsyncDisposable
{
    readonly CopyOrder _order;
    readonly SyncEntries _entries;
    readonly StoreAccess _stores;

    SyncRun(CopyOrder order, SyncEntries entries, StoreAccess stores, CopyRun copy) => (_order, _entries, _stores, Copy) = (order, entries, stores, copy);

    /// <summary>Of what differs.</summary>
    public CopyRun Copy { get; }

    /// <exception cref="FormatException">One of the two is no folder and no prefix.</exception>
    public static SyncRun Open(CopyOrder order, SyncBy by, SwarmSettings settings, TimeProvider time)
    {
        Check(order);
        var whole = order with { Recursive = true, Literal = true };
        var stores = StoreAccess.Open(settings, time);
        var entries = new SyncEntries(whole, by, stores, settings.Stores.Upload.PartSize);
        return new SyncRun(whole, entries, stores, CopyRun.Open($"sync {by}", whole, settings, stores, time, entries));
    }

    /// <summary>What is only at the target, once <see cref="CopyRun.PlanAsync"/> or the job has gone through all.</summary>
    public IReadOnlyList<string> Extras => [.. Left().Select(NameOf)];

    /// <summary>Removes what is only at the target. To be called after a copy without a failure; where not all could be compared, it removes nothing.</summary>
    /// <returns>Each that was there, and why it still is, or null.</returns>
    public async Task<IReadOnlyList<(string Name, string? Why)>> RemoveExtrasAsync(CancellationToken token)
    {
        Copy.NoteNames();
        if (!_entries.IsComplete) return [];
        var left = Left();
        return _order.Target is Place.Local { Path: var folder } ? [.. left.Select(entry => RemoveFile(entry.Path!, folder))] : await RemoveObjectsAsync(left, token);
    }

    public ValueTask DisposeAsync() => Copy.DisposeAsync();

    /// <summary>A file that this order has brought under another name than its key is none of those that are left over.</summary>
    List<TreeEntry> Left()
    {
        if (_order.Target is not Place.Local { Path: var folder }) return [.. _entries.Extras];
        var brought = Copy.Done().Select(row => row.Outcome?.File).OfType<string>().Select(file => Path.GetFullPath(Path.Combine(folder, file))).ToHashSet(StringComparer.Ordinal);
        return [.. _entries.Extras.Where(entry => !brought.Contains(entry.Path!))];
    }

    async Task<IReadOnlyList<(string, string?)>> RemoveObjectsAsync(List<TreeEntry> left, CancellationToken token)
    {
        var ends = new List<(string, string?)>();
        var store = _stores[((Place.Stored)_order.Target).Address.Kind];
        foreach (var entry in left)
        {
            try
            {
                await store.DeleteAsync(entry.Address!, token);
                ends.Add((NameOf(entry), null));
            }
            catch (TransferException e)
            {
                ends.Add((NameOf(entry), e.Message));
            }
        }

        return ends;
    }

    static (string, string?) RemoveFile(string path, string folder)
    {
        try
        {
            File.Delete(path);
            var root = Path.GetFullPath(folder);
            for (var above = Path.GetDirectoryName(path)!; above.Length > root.Length && !Directory.EnumerateFileSystemEntries(above).Any(); above = Path.GetDirectoryName(above)!)
                Directory.Delete(above);
            return (path, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (path, e.Message);
        }
    }

    static string NameOf(TreeEntry entry) => entry.Path ?? entry.Address!.ToString();

    static void Check(CopyOrder order)
    {
        foreach (var place in order.Sources.Append(order.Target))
            if (place is not (Place.Local or Place.Stored)) throw new FormatException($"{place} can't be synced: give a folder or a prefix of a store");
        if (order.Sources[0] is Place.Local { Path: var path } && !Directory.Exists(path)) throw new FormatException($"{path}: there is no such folder");
        if (order.Target is Place.Local { Path: var file } && File.Exists(file)) throw new FormatException($"{file} is a file: sync fills a folder");
    }
}
