using System.Globalization;

namespace Swarm.Domain.Naming;

/// <summary>
/// The default: <c>host[_port]/folders/file[^query]</c>, percent-decoded once and portable. URLs that share a name differ by case, Unicode form
/// or spelling alone (http for https, <c>%28</c> for <c>(</c>), or are file and folder; whatever else was lost on the way is made up for by a hash.
/// </summary>
/// <remarks>The object of a store is named by bucket and key, wherever its store's endpoint is. <c>^</c> stands for the <c>?</c>: every system takes it, and in a URL's path it never stands unencoded, so <c>a^b</c> can only be <c>a?b</c>.</remarks>
public sealed class SafeNamer : INamer
{
    public string Name => "safe";

    public bool NeedsHead => false;

    public NameProposal Propose(Bundle bundle, long position, IReadOnlyList<Header>? head) =>
        OutName.Of(bundle) ?? (bundle.Address is not null ? AddressName.Of(bundle) : IsPlain(bundle.Url) ? new NameProposal(Plain(bundle.Url), null) : Map(bundle.Url));

    static string Plain(WebUrl url) => url.Origin.HasDefaultPort
        ? string.Concat(url.Origin.Host, url.Path)
        : string.Create(CultureInfo.InvariantCulture, $"{url.Origin.Host}_{url.Origin.Port}{url.Path}");

    /// <summary>Nothing to decode, to replace or to shorten: host and path are the name.</summary>
    static bool IsPlain(WebUrl url)
    {
        var host = url.Origin.Host;
        if (!url.Query.IsEmpty || url.Path.Contains('%') || host.Contains('_') || !PortableName.IsPlain(host)) return false;
        var path = url.Path[1..];
        var segments = 1;
        foreach (var range in path.Split('/'))
            if (++segments > NamePath.MaxDepth || !PortableName.IsPlain(path[range])) return false;
        return host.Length + "_65535/".Length + path.Length <= NamePath.MaxBytes && !url.Path.EndsWith("/index", StringComparison.Ordinal);
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
        string? why = null;
        void Add(bool holds, string reason) => why = !holds ? why : why is null ? reason : why + "; " + reason;
        Add(parts.IsIndex, "the URL ends in a slash: index");
        Add(!url.Query.IsEmpty, "^ stands for the query's ?");
        Add(url.Path.Contains('%'), "percent-decoded once");
        Add(path.Contains('%'), "what no file name holds is %XX");
        Add(needsHash, "with a hash, as another URL could read the same");
        Add(!needsHash && path.Contains('~') && !url.Href.Contains('~'), "shortened, with a hash");
        return why ?? "host and path";
    }
}
