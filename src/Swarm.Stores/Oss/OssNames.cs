using System.Text;
using Swarm.Domain;

namespace Swarm.Stores.Oss;

/// <summary>What OSS takes as names; where an object is on the wire.</summary>
static class OssNames
{
    public static bool IsBucket(string name) =>
        name.Length is >= 3 and <= 63 && name[0] != '-' && name[^1] != '-'
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>What asks at which URL: the bucket in the host or the path, the key encoded once.</summary>
    /// <param name="query">As on the wire, without its <c>?</c>.</param>
    /// <exception cref="TransferException">The bucket's or the key's name is none.</exception>
    public static WebUrl Url(OssPlace place, string bucket, string key, string query = "")
    {
        if (bucket.Length > 0) Check(bucket, key);
        var path = "/" + OssText.EncodePath(key);
        if (place.PathStyle && bucket.Length > 0) path = $"/{bucket}{path}";
        var root = place.PathStyle || bucket.Length == 0 ? place.Endpoint : InHost(place.Endpoint.Origin, bucket);
        return root.WithTarget(query.Length == 0 ? path : $"{path}?{query}");
    }

    static WebUrl InHost(Origin origin, string bucket) => WebUrl.Parse(origin with { Host = $"{bucket}.{origin.Host}" } + "/");

    static void Check(string bucket, string key)
    {
        if (!IsBucket(bucket)) throw Refused(bucket, key, "a bucket's name has 3 to 63 of a-z, 0-9 and '-', which neither begins nor ends it");
        if (key.Length > 0 && Encoding.UTF8.GetByteCount(key) > StoreAddress.MaxKeyLength) throw Refused(bucket, key, "a key has at most 1024 bytes");
    }

    static TransferException Refused(string bucket, string key, string why) =>
        new(Reason.Url, Stage.Request, $"{SafeText.Of(new StoreAddress(StoreKind.Oss, bucket, key).ToString(), 200)}: {why}");
}
