using Swarm.Domain;
using Swarm.Domain.Crawling;

namespace Swarm.Mirrors.Converting;

/// <summary>What stands in a saved page in place of each reference: the saved file, or the absolute URL of what was not saved. Pure.</summary>
/// <param name="url">Of the page that holds the references.</param>
/// <param name="file">Where it is saved.</param>
/// <param name="places">Where URLs were saved.</param>
sealed class OfflineLinks(WebUrl url, string file, ISavedPlaces places)
{
    /// <summary>Escaped as a URL, not yet for its place; null: it stays as it is.</summary>
    public string? For(Reference reference) => reference.Kind switch
    {
        LinkKind.Guard => "data-" + reference.Attribute,
        // Relative references, and those of a fragment alone, are then about the file itself.
        LinkKind.Base => RelativeReference.From(file, file),
        _ => reference.Url is { } target && !IsWithin(reference, target) ? Place(reference, target) : null,
    };

    string? Place(Reference reference, WebUrl target)
    {
        if (places.Find(target)?.File is { } saved) return RelativeReference.From(file, saved) + reference.Fragment;
        return IsAbsolute(reference.Text) ? null : target.Href + reference.Fragment;
    }

    /// <summary>A place in the page itself: unless a base says that it is one in another.</summary>
    bool IsWithin(Reference reference, WebUrl target) => (reference.Text.Length == 0 || reference.Text[0] == '#') && target.Equals(url);

    static bool IsAbsolute(string text) => WebUrl.TryParse(text, out _, out _);
}
