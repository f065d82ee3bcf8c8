namespace Swarm.Domain.Naming;

/// <summary>The URL's last path segment and nothing else, decoded and portable; <c>index</c> where there is none.</summary>
public sealed class LastSegmentNamer : INamer
{
    public string Name => "last-segment";

    public bool NeedsHead => false;

    public NameProposal Propose(Bundle bundle, long position, IReadOnlyList<Header>? head) => OutName.Of(bundle) ?? Of(bundle.Url);

    internal static NameProposal Of(WebUrl url)
    {
        var parts = new UrlNameParts(url);
        return new NameProposal(NamePath.Join([parts.FileWithoutQuery], url.Href), parts.IsIndex ? "the URL ends in a slash: index" : "the URL's last segment");
    }
}
