using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Jobs;

namespace Swarm.ObjectStores.Syncing;

/// <summary>Decides whether what is at the source is at the target already.</summary>
/// <param name="partSize">What objects are brought in parts of: composite ETags are of such.</param>
sealed class Sameness(SyncBy by, StoreAccess stores, long partSize)
{
    public async ValueTask<bool> IsSameAsync(TreeEntry source, TreeEntry target, CancellationToken token)
    {
        if (source.Size is null || source.Size != target.Size) return false;
        return by switch
        {
            SyncBy.Size => true,
            SyncBy.Time => source.Modified is not { } modified || (source.Path is null ? Second(modified) : modified) <= target.Modified,
            _ => await HaveOneDigestAsync(source, target, token),
        };
    }

    /// <summary>Listings tell parts of a second that a download's answer does not.</summary>
    static DateTimeOffset Second(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    async ValueTask<bool> HaveOneDigestAsync(TreeEntry source, TreeEntry target, CancellationToken token)
    {
        var (a, b) = (await FactsAsync(source, token), await FactsAsync(target, token));
        if (a is not null && b is not null) return HaveOneDigest(a, b);
        return source.Path is { } path && b is not null ? await FileDigest.IsOfAsync(path, b, partSize, token)
            : target.Path is { } other && a is not null && await FileDigest.IsOfAsync(other, a, partSize, token);
    }

    /// <summary>A listing may say less than the object's own head; what S3's tags are made of is known.</summary>
    async ValueTask<ObjectFacts?> FactsAsync(TreeEntry entry, CancellationToken token)
    {
        if (entry is not { Address: { } address, Facts: { } facts }) return null;
        return facts.Digests.Count > 0 || (address.Kind == StoreKind.S3 && facts.ETag is not null) ? facts : await stores[address.Kind].StatAsync(address, token) ?? facts;
    }

    static bool HaveOneDigest(ObjectFacts a, ObjectFacts b)
    {
        foreach (var digest in a.Digests)
            if (b.Digests.Any(d => d.Algorithm == digest.Algorithm)) return b.Digests.Contains(digest);
        return a.ETag is { } tag && tag == b.ETag;
    }
}
