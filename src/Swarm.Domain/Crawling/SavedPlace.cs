namespace Swarm.Domain.Crawling;

/// <summary>What became of a URL, for whoever has a reference to it.</summary>
/// <param name="File">Relative to the output folder, or null where none was saved.</param>
/// <param name="Failure">Why there is none, where that is known.</param>
public readonly record struct SavedPlace(string? File, Failure? Failure);

/// <summary>Tells where URLs were saved, redirects followed to their end.</summary>
public interface ISavedPlaces
{
    /// <summary>Null: the crawl does not know it.</summary>
    SavedPlace? Find(WebUrl url);
}
