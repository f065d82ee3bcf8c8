using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;

namespace Swarm.TestSupport.Stores;

/// <summary>What the stub holds: buckets, objects in the order of their names' bytes, sessions.</summary>
sealed class GcsBuckets
{
    readonly Lock _lock = new();
    readonly Dictionary<string, SortedDictionary<byte[], GcsObject>> _buckets = new(StringComparer.Ordinal);
    long _generation = 1_700_000_000_000_000;

    public ConcurrentDictionary<string, GcsSession> Sessions { get; } = new();

    public string[] Names
    {
        get
        {
            lock (_lock) return [.. _buckets.Keys.Order(StringComparer.Ordinal)];
        }
    }

    public bool Has(string bucket)
    {
        lock (_lock) return _buckets.ContainsKey(bucket);
    }

    public bool Make(string bucket)
    {
        lock (_lock) return _buckets.TryAdd(bucket, new SortedDictionary<byte[], GcsObject>(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))));
    }

    public GcsReply Remove(string bucket)
    {
        lock (_lock)
        {
            if (Of(bucket).Count > 0) return GcsReply.Error(409, "conflict", "The bucket you tried to delete is not empty.");
            _buckets.Remove(bucket);
            return GcsReply.Empty(204);
        }
    }

    public GcsObject? Find(string bucket, string name)
    {
        lock (_lock) return Of(bucket).GetValueOrDefault(Encoding.UTF8.GetBytes(name));
    }

    public GcsObject[] All(string bucket)
    {
        lock (_lock) return [.. Of(bucket).Values];
    }

    public bool Delete(string bucket, string name)
    {
        lock (_lock) return Of(bucket).Remove(Encoding.UTF8.GetBytes(name));
    }

    /// <param name="ifGeneration">What must be there, by its generation; 0: nothing; null: whatever.</param>
    public GcsObject Put(string bucket, string name, byte[] bytes, JsonObject resource, string? ifGeneration)
    {
        if (name.Length == 0 || Encoding.UTF8.GetByteCount(name) > 1024 || name.AsSpan().ContainsAny('\r', '\n'))
            throw new GcsRefusal(GcsReply.Error(400, "invalid", "no name for an object"));
        lock (_lock)
        {
            Match(Find(bucket, name), ifGeneration);
            var made = new GcsObject(bucket, name, bytes, ++_generation, resource, DateTimeOffset.UtcNow);
            Damaged(resource, "md5Hash", made.Md5);
            Damaged(resource, "crc32c", made.Crc32C);
            return Of(bucket)[Encoding.UTF8.GetBytes(name)] = made;
        }
    }

    public static void Match(GcsObject? found, string? ifGeneration)
    {
        if (ifGeneration is not null && ifGeneration != (found?.Generation ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture))
            throw new GcsRefusal(GcsReply.Error(412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold."));
    }

    static void Damaged(JsonObject resource, string property, string actual)
    {
        if (resource[property] is { } given && (string?)given != actual)
            throw new GcsRefusal(GcsReply.Error(400, "invalid", $"Provided {property} \"{given}\" doesn't match calculated {property} \"{actual}\"."));
    }

    SortedDictionary<byte[], GcsObject> Of(string bucket) => _buckets.TryGetValue(bucket, out var found)
        ? found : throw new GcsRefusal(GcsReply.Error(404, "notFound", "The specified bucket does not exist."));
}
