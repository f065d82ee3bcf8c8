using Swarm.Domain;

namespace Swarm.ObjectStores.Copying;

/// <summary>What is to be brought from where to where, as somebody asked for it.</summary>
/// <param name="Sources">At least one.</param>
/// <param name="Target">Where to: a folder or prefix for many, else also the file or object itself.</param>
public sealed record CopyOrder(IReadOnlyList<Place> Sources, Place Target)
{
    /// <summary>Folders and prefixes with all that is below them.</summary>
    public bool Recursive { get; init; }

    /// <summary>A star in a key is itself, no pattern.</summary>
    public bool Literal { get; init; }

    /// <summary>What is there already is not overwritten: it fails.</summary>
    public bool NoOverwrite { get; init; }

    /// <summary>Fields that objects are to be stored with: <c>Content-Type</c>, <c>Cache-Control</c>, the store's own for metadata and storage class.</summary>
    public IReadOnlyList<Header> Fields { get; init; } = Headers.None;

    /// <summary>The folder for the job's state; null: one below the user's state home.</summary>
    public string? State { get; init; }
}
