using Swarm.Domain;
using Swarm.Domain.Crawling;

namespace Swarm.Mirrors.Converting;

/// <summary>A reference once its page is converted.</summary>
/// <param name="Text">What it says then, unescaped.</param>
/// <param name="Target">The file that it leads to; null: where its URL leads.</param>
readonly record struct OfflineLink(Reference Reference, string Text, string? Target);

/// <summary>What stands in a saved page in place of each reference: the saved file, or the absolute URL of what was not saved.</summary>
/// <param name="url">Of the page that holds the references.</param>
/// <param name="file">Where it is saved.</param>
/// <param name="places">Where URLs were saved.</param>
sealed class OfflineLinks(WebUrl url, string file, ISavedPlaces places)
{
    readonly List<OfflineLink> _links = [];
    int _asked;
    int _end;

    /// <summary>What was asked for, but for what leads nowhere.</summary>
    public IReadOnlyList<OfflineLink> Links => _links;

    /// <summary>Whether each of a page's references could be put in its place, none over another.</summary>
    public bool AreAllOf(PageReading reading) => _asked == reading.References.Count;

    /// <summary>Escaped as a URL, not yet for its place; null: it stays as it is. To be asked in the order of their places.</summary>
    public string? For(Reference reference)
    {
        if (reference.Place.Start >= _end) _asked++;
        _end = reference.Place.Start + Math.Max(1, reference.Place.Length);
        return reference.Kind switch
        {
            LinkKind.Guard => "data-" + reference.Attribute,
            // Relative references, and those of a fragment alone, are then about the file itself.
            LinkKind.Base => RelativeReference.From(file, file),
            _ => reference.Url is { } target ? Place(reference, target) : null,
        };
    }

    string? Place(Reference reference, WebUrl target)
    {
        var isWithin = IsWithin(reference, target);
        var saved = isWithin ? file : places.Find(target)?.File;
        var text = isWithin ? null
            : saved is not null ? RelativeReference.From(file, saved) + reference.Fragment
            : IsAbsolute(reference.Text) ? null : target.Href + reference.Fragment;
        _links.Add(new OfflineLink(reference, text ?? reference.Text, saved));
        return text;
    }

    /// <summary>A place in the page itself: unless a base says that it is one in another.</summary>
    bool IsWithin(Reference reference, WebUrl target) => (reference.Text.Length == 0 || reference.Text[0] == '#') && target.Equals(url);

    static bool IsAbsolute(string text) => WebUrl.TryParse(text, out _, out _);
}
