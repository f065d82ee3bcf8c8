using System.Collections.Concurrent;
using System.Net;
using Swarm.Domain;
using Swarm.Stores.S3.Signing;

namespace Swarm.Stores.S3;

/// <summary>Where the store's buckets are: hosts, paths, regions. At Amazon each bucket has a region of its own, which is learnt.</summary>
/// <param name="endpoint">Null: Amazon's, of the bucket's region.</param>
sealed class S3Site(WebUrl? endpoint, string region, bool pathStyle)
{
    readonly ConcurrentDictionary<string, string> _regions = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<(string Bucket, string Region), (WebUrl Root, string Path)> _roots = new();

    public bool IsAmazon => endpoint is null;

    public string Region => region;

    public string RegionOf(string bucket) => _regions.GetValueOrDefault(bucket, region);

    public bool IsKnown(string bucket) => !IsAmazon || _regions.ContainsKey(bucket);

    /// <summary>True where it was news.</summary>
    public bool Learn(string bucket, string itsRegion)
    {
        var isNews = RegionOf(bucket) != itsRegion;
        _regions[bucket] = itsRegion;
        return isNews;
    }

    /// <summary>Of an object; with an empty key of its bucket; without a bucket of the account.</summary>
    /// <param name="query">Canonical already, without <c>?</c>.</param>
    public WebUrl UrlOf(string bucket, string key, string query = "")
    {
        var (root, path) = Root(bucket, RegionOf(bucket));
        var target = key.Length > 0 || path.Length == 0 ? $"{path}/{CanonicalQuery.Path(key)}" : path;
        try
        {
            return root.WithTarget(query.Length > 0 ? $"{target}?{query}" : target);
        }
        catch (FormatException e)
        {
            throw new TransferException(Reason.Url, Stage.Request, $"{new StoreAddress(StoreKind.S3, bucket, SafeText.Of(key, 200))}: {e.Message}", e);
        }
    }

    /// <summary>The bucket is there, in its region or in the one that was taken for its.</summary>
    public bool Owns(string bucket, Origin origin) => origin == Root(bucket, RegionOf(bucket)).Root.Origin || (IsAmazon && origin == Root(bucket, region).Root.Origin);

    (WebUrl Root, string Path) Root(string bucket, string itsRegion) =>
        _roots.GetOrAdd((bucket, itsRegion), static (of, site) => site.RootOf(of.Bucket, of.Region), this);

    (WebUrl Root, string Path) RootOf(string bucket, string itsRegion)
    {
        var site = endpoint ?? WebUrl.Parse($"https://s3.{itsRegion}.amazonaws.com{(itsRegion.StartsWith("cn-", StringComparison.Ordinal) ? ".cn" : "")}/");
        var path = site.Path.TrimEnd('/').ToString();
        if (bucket.Length == 0) return (site, path);
        // A certificate for one label does not cover names with dots.
        if (pathStyle || (site.Origin.IsSecure && bucket.Contains('.'))) return (site, $"{path}/{Uri.EscapeDataString(bucket)}");
        var origin = site.Origin;
        return WebUrl.TryParse($"{origin.Scheme}://{bucket}.{origin.ToString()[(origin.Scheme.Length + 3)..]}/", out var root, out _) && IsHost(bucket)
            ? (root, path)
            : throw new TransferException(Reason.Url, Stage.Request, $"s3://{SafeText.Of(bucket, 100)}: no bucket's name that can be a host's");
    }

    static bool IsHost(string bucket) => bucket.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');

    /// <summary>A bucket can't be put before an address.</summary>
    public static bool IsAddress(WebUrl endpoint) => IPAddress.TryParse(endpoint.Origin.Host.Trim('[', ']'), out _);
}
