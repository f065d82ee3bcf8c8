using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.IO.State;

namespace Swarm.Mirrors;

/// <summary>Where URLs were saved, by whichever of their host's names they are asked for.</summary>
sealed class FoldedPlaces(SavedPlaces places, IScope scope) : ISavedPlaces, IDisposable
{
    public SavedPlace? Find(WebUrl url)
    {
        if (places.Find(url) is { } place) return place;
        var folded = scope.Judge(url, LinkKind.Link, null, 0).Url;
        return folded.Equals(url) ? null : places.Find(folded);
    }

    public void Dispose() => places.Dispose();
}
