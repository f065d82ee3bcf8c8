using Swarm.Domain;
using Swarm.Domain.Lists;
using Swarm.Jobs;

namespace Swarm.ObjectStores.Copying;

/// <summary>Makes one thing to be brought into a bundle.</summary>
sealed class CopyBundles(CopyOrder order, StoreAccess stores)
{
    public Landing Landing { get; } = Landing.Of(order);

    public Bundle Of(StoreAddress address) => new(stores.UrlOf(address)) { Address = address };

    /// <param name="source">A local path, or an address in the same store.</param>
    public Bundle Uploaded(string source, string relative)
    {
        var target = Landing.AddressOf(relative);
        return Of(target) with { Upload = source, Headers = Fields };
    }

    IReadOnlyList<Header> Fields => order.NoOverwrite ? [.. order.Fields, new Header("If-None-Match", "*")] : order.Fields;

    /// <param name="relative">Null: as its URL says.</param>
    public Bundle Fetched(Bundle bundle, string? relative)
    {
        if (order.Target is Place.Stored) return bundle with { Out = Landing.AddressOf(relative ?? LastSegment(bundle.Url)).Key };
        return Landing.IsFolder && relative is not null ? bundle with { Out = relative } : bundle;
    }

    static string LastSegment(WebUrl url)
    {
        var name = url.Path[(url.Path.LastIndexOf('/') + 1)..];
        return name.IsEmpty ? "index" : Uri.UnescapeDataString(name.ToString());
    }

    /// <summary>What can't be brought is a fault of its own and stops nobody else.</summary>
    public static ListEntry Guarded(string source, Func<Bundle> make)
    {
        try
        {
            return new ListEntry(make(), null);
        }
        catch (FormatException e)
        {
            return Fault(source, e.Message);
        }
    }

    public static ListEntry Fault(string source, string why) => new(null, new ListFault(source, 0, why));
}
