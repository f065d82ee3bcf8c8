namespace Swarm.Domain.Naming;

/// <summary>
/// The default: <c>host[_port]/folders/file[^query]</c>, percent-decoded once and portable. URLs that share a name differ by case, Unicode form
/// or spelling alone (http for https, <c>%28</c> for <c>(</c>), or are file and folder; whatever else was lost on the way is made up for by a hash.
/// </summary>
/// <remarks><c>^</c> stands for the <c>?</c>: every system takes it, and in a URL's path it never stands unencoded, so <c>a^b</c> can only be <c>a?b</c>.</remarks>
public sealed class SafeNamer : INamer
{
    public string Name => "safe";

    public bool NeedsHead => false;

    public NameProposal Propose(Bundle bundle, long position, IReadOnlyList<Header>? head) =>
        OutName.Of(bundle) ?? (IsPlain(bundle.Url) ? new NameProposal(string.Concat(bundle.Url.Origin.Host, bundle.Url.Path), null) : Map(bundle.Url));

    /// <summary>Nothing to decode, to replace or to shorten: host and path are the name.</summary>
    static bool IsPlain(WebUrl url)
    {
        var host = url.Origin.Host;
        if (!url.Origin.HasDefaultPort || !url.Query.IsEmpty || host.Contains('_') || !PortableName.IsPlain(host)) return false;
        var path = url.Path[1..];
        var segments = 1;
        foreach (var range in path.Split('/'))
            if (++segments > NamePath.MaxDepth || !PortableName.IsPlain(path[range])) return false;
        return host.Length + 1 + path.Length <= NamePath.MaxBytes && !url.Path.EndsWith("/index", StringComparison.Ordinal);
    }

    static NameProposal Map(WebUrl url)
    {
        var parts = new UrlNameParts(url);
        var file = PortableName.Segment(parts.File);
        var needsHash = parts.IsAmbiguous || HashedName.Is(file);
        if (needsHash) file = HashedName.With(file, url.Href);
        var path = NamePath.Join([parts.Host, .. parts.Folders, file], url.Href);
        return new NameProposal(path, Why(url, parts, path, needsHash));
    }

    static string Why(WebUrl url, UrlNameParts parts, string path, bool needsHash)
    {
        var reasons = new List<string>();
        if (parts.IsIndex) reasons.Add("the URL ends in a slash: index");
        if (!url.Query.IsEmpty) reasons.Add("^ stands for the query's ?");
        if (url.Path.Contains('%')) reasons.Add("percent-decoded once");
        if (path.Contains('%')) reasons.Add("what no file name holds is left or made %XX");
        if (needsHash) reasons.Add("hash, as another URL could read the same");
        if (!needsHash && path.Contains('~') && !url.Href.Contains('~')) reasons.Add("shortened, with a hash");
        return reasons.Count > 0 ? string.Join("; ", reasons) : "host and path";
    }
}
