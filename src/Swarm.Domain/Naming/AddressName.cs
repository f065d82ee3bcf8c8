namespace Swarm.Domain.Naming;

/// <summary>The name of a store's object: bucket and key, portable; with a hash where the key holds what no path does.</summary>
static class AddressName
{
    public static NameProposal Of(Bundle bundle)
    {
        var address = bundle.Address!;
        var segments = address.Key.Split('/');
        var isAmbiguous = Array.Exists(segments, s => s is "" or "." or ".." || HashedName.Is(s)) || segments[^1] == NamePath.Index;
        var file = PortableName.Segment(segments[^1] is "" or "." or ".." ? NamePath.Index : segments[^1]);
        if (isAmbiguous) file = HashedName.With(file, address.ToString());
        var path = NamePath.Join([address.Bucket, .. segments[..^1], file], address.ToString());
        return new NameProposal(path, isAmbiguous ? "bucket and key, with a hash, as another key could read the same" : "bucket and key");
    }
}
