namespace Swarm.Domain.Naming;

/// <summary>A name that a list gives: relative in any case, so <c>/etc/x</c>, <c>~/x</c>, <c>C:\x</c> and <c>../x</c> end up below the output folder.</summary>
static class OutName
{
    /// <summary>Null where the list gives none, or nothing is left of it.</summary>
    public static NameProposal? Of(Bundle bundle)
    {
        if (bundle.Out is not { } given) return null;
        var segments = given.Split('/', '\\').Where(s => s is not ("" or "." or "..")).ToList();
        if (segments is ["~" or [_, ':'], ..]) segments.RemoveAt(0);
        if (segments.Count == 0) return null;
        var path = NamePath.Join(segments, bundle.Url.Href);
        return new NameProposal(path, path == given ? "named by the list" : "named by the list, made safe");
    }
}
