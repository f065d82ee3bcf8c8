using System.Text;
using Swarm.Domain;

namespace Swarm.Stores.Gcs;

/// <summary>
/// The addresses of Google Cloud Storage's two APIs at one endpoint. Objects' bytes are read by the XML API's path: its answers have a strong, quoted
/// ETag and Last-Modified, which pin ranges (the JSON API's ETag has no quotes and changes with the metadata), x-goog-hash and x-goog-generation, and
/// the path names files as their keys do. All else is asked of the JSON API.
/// </summary>
sealed class GcsUrls(WebUrl endpoint)
{
    public Origin Origin => endpoint.Origin;

    /// <summary>As signatures have it: without a port.</summary>
    public string Host { get; } = new Uri(endpoint.Href).Host;

    /// <summary>The object's bytes.</summary>
    public WebUrl Bytes(StoreAddress address) => At(BytesPath(address));

    public string BytesPath(StoreAddress address)
    {
        var key = Key(address);
        // Dot segments are folded by many along a way; encoded slashes make the key one segment, the same to the store.
        return $"{Base}/{Uri.EscapeDataString(address.Bucket)}/{(HasDotSegment(address.Key) ? key : key.Replace("%2F", "/", StringComparison.Ordinal))}";
    }

    public WebUrl Buckets(params ReadOnlySpan<(string Name, string? Value)> query) => At($"{Base}/storage/v1/b", query);

    public WebUrl Bucket(StoreAddress address) => At(BucketPath(address));

    public WebUrl Objects(StoreAddress address, params ReadOnlySpan<(string Name, string? Value)> query) => At(BucketPath(address) + "/o", query);

    /// <summary>What is known of an object.</summary>
    public WebUrl Facts(StoreAddress address) => At(FactsPath(address));

    public WebUrl Upload(StoreAddress address, string type, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        _ = Key(address);
        return At($"{Base}/upload{BucketPath(address)[Base.Length..]}/o", [("uploadType", type), ("name", address.Key), .. query]);
    }

    public WebUrl Rewrite(StoreAddress source, StoreAddress target, params ReadOnlySpan<(string Name, string? Value)> query) =>
        At($"{FactsPath(source)}/rewriteTo{FactsPath(target)[(Base.Length + "/storage/v1".Length)..]}", query);

    public WebUrl At(string path, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var text = new StringBuilder(path);
        var mark = '?';
        foreach (var (name, value) in query)
        {
            if (value is null) continue;
            text.Append(mark).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            mark = '&';
        }

        return endpoint.WithTarget(text.ToString());
    }

    string Base { get; } = endpoint.Path.TrimEnd('/').ToString();

    string BucketPath(StoreAddress address) => $"{Base}/storage/v1/b/{Uri.EscapeDataString(address.Bucket)}";

    string FactsPath(StoreAddress address) => $"{BucketPath(address)}/o/{Key(address)}";

    static string Key(StoreAddress address) => address.Key is "" or "." or ".."
        ? throw new TransferException(Reason.Url, Stage.Request, $"{SafeText.Of(address.ToString())}: no key that an object can have")
        : Uri.EscapeDataString(address.Key);

    static bool HasDotSegment(string key)
    {
        foreach (var segment in key.AsSpan().Split('/'))
            if (key.AsSpan(segment) is "." or "..") return true;
        return false;
    }
}
