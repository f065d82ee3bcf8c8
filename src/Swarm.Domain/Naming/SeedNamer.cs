namespace Swarm.Domain.Naming;

/// <summary>The names of aiodownload 0.2.5 (<see cref="SeedTransform"/>), made to stay below the output folder and to be files.</summary>
/// <remarks>It sees the URL as it goes on the wire: host in lower case, dot segments resolved, non-ASCII encoded, <c>/</c> for no path.</remarks>
public sealed class SeedNamer : INamer
{
    public string Name => "seed";

    public bool NeedsHead => false;

    public NameProposal Propose(Bundle bundle, long position, IReadOnlyList<Header>? head)
    {
        if (OutName.Of(bundle) is { } given) return given;
        var seed = SeedTransform.Path(bundle.Url.Href);
        var path = Contain(seed, bundle.Url.Href);
        return new NameProposal(path, path == seed ? "as the seed names it" : "as the seed names it, made safe");
    }

    /// <summary>Any text of the transformation, also of what is no URL; userinfo goes, an empty last segment is <c>index</c>.</summary>
    public static string Contain(string seed, string identity)
    {
        var segments = seed.Split('/');
        segments[0] = segments[0][(segments[0].LastIndexOf('@') + 1)..];
        if (segments[^1] is "" or "." or "..") segments[^1] = NamePath.Index;
        return NamePath.Join(segments, identity);
    }
}
