using System.Runtime.CompilerServices;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Jobs;
using Swarm.ObjectStores.Copying;

namespace Swarm.ObjectStores.Syncing;

/// <summary>The trees that can be compared, each in the order of its keys.</summary>
static class Trees
{
    /// <param name="onFault">Hears of what can't be read, and why.</param>
    public static IAsyncEnumerable<TreeEntry> Of(Place root, StoreAccess stores, Action<string, string> onFault, CancellationToken token) => root switch
    {
        Place.Local { Path: var path } => Files(path, onFault).ToAsyncEnumerable(),
        Place.Stored { Address: var address } => ObjectsAsync(address, stores[address.Kind], token),
        _ => throw new FormatException($"{root} is no folder and no prefix of a store"),
    };

    /// <summary>All in memory, since files are not in the order of their keys: what can be made again of the rest is not kept.</summary>
    static IEnumerable<TreeEntry> Files(string folder, Action<string, string> onFault)
    {
        if (!Directory.Exists(folder)) return [];
        var names = OddNames.Read(folder);
        var root = Path.GetFullPath(folder);
        var files = new List<(string Key, string Relative, long Length, DateTimeOffset Modified)>();
        foreach (var file in LocalFiles.Below(folder, onFault)) files.Add((names.KeyOf(file.Relative), file.Relative, file.Length, file.Modified));
        files.Sort(static (a, b) => KeyOrder.Instance.Compare(a.Key, b.Key));
        return files.Select(f => new TreeEntry(f.Key, f.Length, f.Modified) { Path = Path.GetFullPath(f.Relative, root) });
    }

    /// <summary>A listing out of order would make what is there look as if it were not: it ends the comparison.</summary>
    static async IAsyncEnumerable<TreeEntry> ObjectsAsync(StoreAddress root, IObjectStore store, [EnumeratorCancellation] CancellationToken token)
    {
        var selection = new Selection(root, recursive: true, literal: true);
        var last = "";
        await foreach (var found in selection.ListAsync(store, token))
        {
            var key = selection.Relative(found.Key);
            if (key.Length == 0) continue;
            if (KeyOrder.Instance.Compare(last, key) >= 0) throw new TransferException(Reason.Protocol, Stage.List, $"{root}: the store lists '{SafeText.Of(key, 200)}' after '{SafeText.Of(last, 200)}', which is out of order");
            last = key;
            yield return new TreeEntry(key, found.Size, found.Modified) { Address = root.At(found.Key), Facts = found };
        }
    }
}
