using System.Runtime.CompilerServices;
using Swarm.Domain;
using Swarm.Domain.Lists;
using Swarm.Jobs;

namespace Swarm.ObjectStores.Copying;

/// <summary>Makes an order's sources into bundles, as they are found: the first can be under way before the last is known.</summary>
sealed class CopyEntries(CopyOrder order, CopyWay way, StoreAccess stores) : ICopyEntries
{
    readonly CopyBundles _bundles = new(order, stores);

    public Landing Landing => _bundles.Landing;

    public async IAsyncEnumerable<ListEntry> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        foreach (var source in order.Sources)
        {
            switch (source)
            {
                case Place.Standard:
                    yield return new ListEntry(_bundles.Uploaded(source.ToString(), ""), null);
                    break;
                case Place.Local local:
                    foreach (var entry in Files(local)) yield return entry;
                    break;
                case Place.Stored stored:
                    await foreach (var entry in ObjectsAsync(stored, token)) yield return entry;
                    break;
                case Place.Web web:
                    yield return CopyBundles.Guarded(web.ToString(), () => _bundles.Fetched(new Bundle(web.Url), null));
                    break;
            }
        }
    }

    IEnumerable<ListEntry> Files(Place.Local local)
    {
        if (!Directory.Exists(local.Path))
        {
            var file = LocalFiles.One(local.Path);
            yield return CopyBundles.Guarded(local.Path, () => _bundles.Uploaded(file.Path, file.Relative));
            yield break;
        }

        // One folder's content lands right below the target; of several each keeps its name.
        var above = order.Sources.Count > 1 ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(local.Path))) + "/" : "";
        var faults = new Queue<ListEntry>();
        var names = OddNames.Read(local.Path);
        foreach (var file in LocalFiles.Below(local.Path, (path, why) => faults.Enqueue(CopyBundles.Fault(path, why))))
        {
            while (faults.TryDequeue(out var fault)) yield return fault;
            yield return CopyBundles.Guarded(file.Path, () => _bundles.Uploaded(file.Path, above + names.KeyOf(file.Relative)));
        }

        while (faults.TryDequeue(out var fault)) yield return fault;
    }

    async IAsyncEnumerable<ListEntry> ObjectsAsync(Place.Stored stored, [EnumeratorCancellation] CancellationToken token)
    {
        var selection = new Selection(stored.Address, order.Recursive, order.Literal);
        var any = false;
        await foreach (var found in selection.ListAsync(stores[stored.Address.Kind], token))
        {
            any = true;
            var relative = selection.Relative(found.Key);
            if (relative.Length == 0 && selection.IsMany) continue; // stands for the folder itself
            var address = stored.Address.At(found.Key);
            yield return CopyBundles.Guarded(address.ToString(), () => way == CopyWay.Upload ? _bundles.Uploaded(address.ToString(), relative) : _bundles.Fetched(_bundles.Of(address), relative));
        }

        if (!any) yield return CopyBundles.Fault(stored.ToString(), selection.IsPattern ? "no key matches" : "there is nothing below it");
    }
}
