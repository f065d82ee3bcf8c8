namespace Swarm.Domain.Stores;

/// <summary>What a store says of an object. Clones leave fields out: only the key is sure.</summary>
/// <param name="Key">Decoded, as the store has it.</param>
/// <param name="Size">Bytes, or null where it was not said.</param>
public sealed record ObjectFacts(string Key, long? Size)
{
    public DateTimeOffset? Modified { get; init; }

    /// <summary>As received, quotes included.</summary>
    public string? ETag { get; init; }

    /// <summary>Google's: which version of the object; null elsewhere.</summary>
    public long? Generation { get; init; }

    public string? StorageClass { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Digests of the whole object that the store vouches for.</summary>
    public IReadOnlyList<Checksum> Digests { get; init; } = [];

    /// <summary>The owner's own metadata, by lower-case name without the store's prefix (<c>x-amz-meta-</c> …).</summary>
    public IReadOnlyList<Header> Metadata { get; init; } = [];
}

/// <summary>One page of a listing: objects, and common prefixes where a delimiter was given.</summary>
public sealed record ListPage(IReadOnlyList<ObjectFacts> Objects, IReadOnlyList<string> Prefixes);

/// <summary>Which objects to list.</summary>
/// <param name="Prefix">What keys begin with; empty: all.</param>
/// <param name="Delimiter">Keys are folded into a common prefix up to its next occurrence after <paramref name="Prefix"/>; null: not.</param>
public readonly record struct ListDemand(string Prefix, string? Delimiter = null)
{
    /// <summary>Only keys after this one, in the store's order; null: from the first.</summary>
    public string? StartAfter { get; init; }

    /// <summary>Entries in a page at most; null: the store's own number.</summary>
    public int? PageSize { get; init; }
}

/// <summary>A bucket, as its owner's listing has it.</summary>
public readonly record struct BucketFacts(string Name, DateTimeOffset? Created);
