using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.ObjectStores.Syncing;

/// <summary>An object or file of a tree that is compared with another.</summary>
/// <param name="Key">Below the tree's root.</param>
/// <param name="Size">Null where it was not said.</param>
readonly record struct TreeEntry(string Key, long? Size, DateTimeOffset? Modified)
{
    /// <summary>Of a file here.</summary>
    public string? Path { get; init; }

    /// <summary>Of an object.</summary>
    public StoreAddress? Address { get; init; }

    public ObjectFacts? Facts { get; init; }
}
