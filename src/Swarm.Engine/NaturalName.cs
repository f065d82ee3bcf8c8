using Swarm.Domain;
using Swarm.Domain.Naming;
using Swarm.Domain.Writing;

namespace Swarm.Engine;

/// <summary>The name that a bundle has before it is asked for.</summary>
static class NaturalName
{
    /// <returns>Null: only the response can tell, or nothing is kept here.</returns>
    public static string? Of(Bundle bundle, long place, INamer namer, WritingOptions writing)
    {
        if (writing.Discard || namer.NeedsHead || bundle.Method == "HEAD" || bundle.Upload is not null) return null;
        try
        {
            return namer.Propose(bundle, place, null).Path;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null; // a namer of the user's own: asked again by the transfer, where its fault ends the bundle
        }
    }
}
