namespace Swarm.Domain.Naming;

/// <summary>A name that a list gives: relative in any case, so <c>/etc/x</c>, <c>~/x</c>, <c>C:\x</c> and <c>../x</c> end up below the output folder.</summary>
static class OutName
{
    /// <summary>Null where the list gives none, or nothing is left of it.</summary>
    public static NameProposal? Of(Bundle bundle)
    {
        if (bundle.Out is not { } given || Contain(given, bundle.Url) is not { } path) return null;
        return new NameProposal(path, path == given ? "named by the list" : "named by the list, made safe");
    }

    public static string? Contain(string given, WebUrl url)
    {
        var segments = given.Split('/', '\\').Where(s => s is not ("" or "." or "..")).ToList();
        if (segments is ["~" or [_, ':'], ..]) segments.RemoveAt(0);
        return segments.Count == 0 ? null : NamePath.Join(segments, url.Href);
    }
}
